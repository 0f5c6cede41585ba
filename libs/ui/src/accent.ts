import { type HexColour, tinted } from '@relevo/domain';

/** The accent's colours in tokens.css. */
const SHADES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 'soft-dark', 'line-dark', 'aaa-dark'] as const;
export type AccentShade = (typeof SHADES)[number];

const nameOf = (shade: AccentShade): string => `--rv-accent-${shade}`;

/** One of our shades as the page has it now. */
export const accentShade = (shade: AccentShade): HexColour =>
  getComputedStyle(document.documentElement).getPropertyValue(nameOf(shade)).trim();

/** Shows the page in the hue of a colour that its organisation chose; null = in ours. */
export const applyAccent = (accent: HexColour | null): void => {
  const { style } = document.documentElement;
  for (const shade of SHADES) style.removeProperty(nameOf(shade));
  if (accent === null) return;
  const tints = SHADES.map((shade) => [nameOf(shade), tinted(accent, accentShade(shade))] as const);
  for (const [name, tint] of tints) style.setProperty(name, tint);
};
