/** Where an address is, as people call it. */
export const hostOf = ({ url }: { readonly url: string }): string => new URL(url).host;
