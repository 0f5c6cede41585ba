import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import type { Plugin } from 'vite';
import { resolveVariables, theme } from './theme.mjs';

const ID = 'virtual:mantine-variables.css';

const css = (): string => {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const base = defaultCssVariablesResolver(merged);
  const own = resolveVariables(merged);
  return convertCssVariables(
    {
      variables: { ...base.variables, ...own.variables },
      // What we say in `variables` goes for both schemes.
      light: without(base.light, own.variables),
      dark: without(base.dark, own.variables),
    },
    ':root',
  );
};

const without = (all: Record<string, string>, said: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !(name in said)));

/** Writes Mantine's variables at build time, where others let the browser add a style element while it runs. */
export const mantineVariables = (): Plugin => ({
  name: 'mantine-variables',
  resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
  load: (id) => (id === `\0${ID}` ? css() : undefined),
});
