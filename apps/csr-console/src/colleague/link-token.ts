const KEY = 'relevo.colleague-link';

/** Keeps the token of a link for colleagues over the sign-in: addresses that lead to a page do not carry what stands after `#`. */
export const keepLinkToken = (hash: string): void => {
  const token = hash.replace(/^#/, '');
  if (token !== '') sessionStorage.setItem(KEY, token);
};

/** The token, if this tab was opened with one that was not used. */
export const linkToken = (): string | null => sessionStorage.getItem(KEY);

export const forgetLinkToken = (): void => sessionStorage.removeItem(KEY);
