/** The browser has taken the file by then, however slow the disk. */
const KEPT_MS = 60_000;

/** Hands a file to the browser, which keeps it where the person keeps downloads. */
export const keepFile = (name: string, file: Blob): void => {
  const address = URL.createObjectURL(file);
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
};

/** The same with a text. */
export const download = (name: string, type: `text/${string}` | 'application/json', text: string): void =>
  keepFile(name, new Blob([text], { type }));
