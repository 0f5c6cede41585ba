/** A whole address of the web; what disguises text (control, format and direction signs) is never part of one. */
const ADDRESS = /(https?:\/\/[^\s<>"'\p{C}]+[^\s<>"'.,;:!?)\]\p{C}])/u;

/** A piece of what somebody typed: words, or an address as it really is. */
export type TextPart =
  | { readonly kind: 'words'; readonly text: string }
  | {
      readonly kind: 'link';
      readonly href: string;
      /** The address as it was typed, or else in plain letters: foreign ones in the host as `xn--…`, so that none looks like another. */
      readonly shown: string;
      readonly host: string;
    };

const MOST_SHOWN = 80;

const linkOf = (address: string): TextPart | undefined => {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return undefined;
  }
  // A name before @ makes another host look like the one that is meant.
  if (!['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '')
    return undefined;
  const { href, host } = url;
  // As it was typed, if that is where it leads.
  const plain = href === `${address}/` ? address : href;
  const shown = plain.length > MOST_SHOWN ? `${plain.slice(0, MOST_SHOWN - 1)}…` : plain;
  return { kind: 'link', href, shown, host };
};

/** Splits what somebody typed into words and links. Only http and https become links. */
export const linksIn = (text: string): TextPart[] =>
  text.split(ADDRESS).flatMap((part, index): TextPart[] => {
    if (part === '') return [];
    return [(index % 2 === 1 ? linkOf(part) : undefined) ?? { kind: 'words', text: part }];
  });
