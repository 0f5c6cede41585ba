import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const SHADES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** A palette of ten that points at tokens.css: the theme names no colour of its own. */
const palette = (name: string): MantineColorsTuple =>
  SHADES.map((shade) => `var(--rv-${name}-${shade})`) as unknown as MantineColorsTuple;

const FIELD = {
  input: 'rv-field-input',
  label: 'rv-field-label',
  description: 'rv-field-description',
  error: 'rv-field-error',
};

/** Our tokens as a Mantine theme, for the console. */
export const theme = createTheme({
  colors: {
    accent: palette('accent'),
    gray: palette('gray'),
    dark: palette('dark'),
    red: palette('red'),
    green: palette('green'),
  },
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  fontFamily: 'var(--rv-font)',
  fontFamilyMonospace: 'var(--rv-mono)',
  fontSizes: {
    xs: 'var(--rv-fs-xs)',
    sm: 'var(--rv-fs-sm)',
    md: 'var(--rv-fs-md)',
    lg: 'var(--rv-fs-lg)',
    xl: 'var(--rv-fs-xl)',
  },
  lineHeights: {
    xs: 'var(--rv-lh-xs)',
    sm: 'var(--rv-lh-sm)',
    md: 'var(--rv-lh-md)',
    lg: 'var(--rv-lh-lg)',
    xl: 'var(--rv-lh-xl)',
  },
  spacing: {
    xs: 'var(--rv-2)',
    sm: 'var(--rv-3)',
    md: 'var(--rv-4)',
    lg: 'var(--rv-6)',
    xl: 'var(--rv-8)',
  },
  radius: {
    xs: 'var(--rv-r-sm)',
    sm: 'var(--rv-r-sm)',
    md: 'var(--rv-r-md)',
    lg: 'var(--rv-r-lg)',
    xl: 'var(--rv-r-xl)',
  },
  shadows: {
    xs: 'var(--rv-sh-sm)',
    sm: 'var(--rv-sh-sm)',
    md: 'var(--rv-sh-md)',
    lg: 'var(--rv-sh-lg)',
    xl: 'var(--rv-sh-lg)',
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontWeight: '600' },
  components: {
    Button: { defaultProps: { size: 'sm' }, classNames: { root: 'rv-button' } },
    Modal: {
      defaultProps: {
        centered: true,
        lockScroll: false,
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { duration: 120 },
      },
      classNames: { header: 'rv-modal-header', title: 'rv-modal-title', body: 'rv-modal-body' },
    },
    Drawer: {
      defaultProps: {
        lockScroll: false,
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { duration: 120 },
      },
      classNames: { header: 'rv-modal-header', title: 'rv-modal-title' },
    },
    Menu: {
      // The placeholder for the first focus is no child that a menu may have: the first line takes it.
      defaultProps: { shadow: 'md', transitionProps: { duration: 80 }, withInitialFocusPlaceholder: false },
      classNames: { dropdown: 'rv-menu', item: 'rv-menu-item', label: 'rv-menu-label' },
    },
    Tooltip: {
      defaultProps: {
        openDelay: 350,
        withArrow: true,
        multiline: true,
        maw: 280,
        transitionProps: { duration: 80 },
        events: { hover: true, focus: true, touch: true },
      },
      classNames: { tooltip: 'rv-tooltip' },
    },
    TextInput: { classNames: FIELD },
    PasswordInput: { classNames: FIELD },
    NumberInput: { defaultProps: { hideControls: true }, classNames: FIELD },
    Textarea: { classNames: FIELD },
    Select: { classNames: FIELD },
    MultiSelect: { classNames: FIELD },
    SegmentedControl: { classNames: { root: 'rv-segments' } },
  },
});

/** Mantine's own semantic variables, taken from our tokens. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-text': 'var(--rv-text)',
    '--mantine-color-body': 'var(--rv-surface)',
    '--mantine-color-dimmed': 'var(--rv-text-3)',
    '--mantine-color-error': 'var(--rv-stop-text)',
    '--mantine-color-anchor': 'var(--rv-accent-text)',
    '--mantine-color-placeholder': 'var(--rv-text-3)',
    '--mantine-color-default': 'var(--rv-surface)',
    '--mantine-color-default-hover': 'var(--rv-hover)',
    '--mantine-color-default-color': 'var(--rv-text)',
    '--mantine-color-default-border': 'var(--rv-line-ctl)',
    '--mantine-color-disabled': 'var(--rv-sunken)',
    '--mantine-color-disabled-color': 'var(--rv-text-3)',
    '--mantine-color-disabled-border': 'var(--rv-line)',
    '--mantine-color-accent-filled': 'var(--rv-accent)',
    '--mantine-color-accent-text': 'var(--rv-accent-text)',
    '--mantine-color-accent-light': 'var(--rv-accent-soft)',
    '--mantine-color-accent-light-hover': 'var(--rv-accent-soft)',
    '--mantine-color-accent-light-color': 'var(--rv-accent-text)',
    '--mantine-color-red-filled': 'var(--rv-stop)',
    '--mantine-primary-color-filled': 'var(--rv-accent)',
  },
  light: {},
  dark: {},
});
