/** A colour of sRGB as `#rrggbb`. */
export type HexColour = string;

/** Hue in sixths of the circle, saturation 0 to 1. */
interface Hue {
  readonly hue: number;
  readonly saturation: number;
}

const channels = (colour: HexColour): [number, number, number] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255) as [number, number, number];

const hex = (parts: readonly number[]): HexColour =>
  `#${parts
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** Relative luminance, 0 (black) to 1 (white); WCAG 2.2. */
export const luminance = (colour: HexColour): number => {
  const [r, g, b] = channels(colour).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
};

/** Contrast of two colours, 1 to 21; WCAG 2.2. */
export const contrast = (one: HexColour, other: HexColour): number => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

const hueOf = (colour: HexColour): Hue => {
  const [r, g, b] = channels(colour);
  const [high, low] = [Math.max(r, g, b), Math.min(r, g, b)];
  const span = high - low;
  if (span === 0) return { hue: 0, saturation: 0 };
  const hue = high === r ? ((g - b) / span + 6) % 6 : high === g ? (b - r) / span + 2 : (r - g) / span + 4;
  return { hue, saturation: span / (1 - Math.abs(high + low - 1)) };
};

/** Of CSS Color 4, `hsl()`. */
const colourOf = ({ hue, saturation }: Hue, lightness: number): HexColour => {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n: number): number => {
    const k = (n + hue * 2) % 12;
    return lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return hex([channel(0), channel(8), channel(4)]);
};

/**
 * A shade of our own accent in the hue of another colour: as light as the shade, so that whatever can be read on ours can be
 * read on it, however light or dark the colour is that somebody likes.
 */
export const tinted = (accent: HexColour, shade: HexColour): HexColour => {
  const liked = hueOf(accent);
  // Quiet shades stay quiet, and a grey stays a grey.
  const wanted = { ...liked, saturation: Math.min(liked.saturation, hueOf(shade).saturation) };
  const goal = luminance(shade);
  let [low, high] = [0, 1];
  for (let step = 0; step < 16; step += 1) {
    const middle = (low + high) / 2;
    if (luminance(colourOf(wanted, middle)) < goal) low = middle;
    else high = middle;
  }
  return colourOf(wanted, low);
};
