/** Up to two initials of a person's name: first and last word; `?` for a name without letters. */
export const initials = (name: string): string => {
  const words = name
    .normalize('NFC')
    .split(/\s+/u)
    .map((word) => [...word].find((char) => /[\p{L}\p{N}]/u.test(char)))
    .filter((letter) => letter !== undefined);
  const first = words[0] ?? '?';
  const last = words.length > 1 ? (words[words.length - 1] ?? '') : '';
  return (first + last).toLocaleUpperCase();
};

/** The first word of a name: how a colleague on the phone would say it. */
export const firstName = (name: string): string => name.trim().split(/\s+/u)[0] ?? name;
