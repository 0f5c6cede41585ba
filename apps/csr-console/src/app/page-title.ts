let title = 'Relevo';
let count = 0;

const write = (): void => {
  document.title = count > 0 ? `(${count}) ${title}` : title;
};

/** What the page is called. */
export const setTitle = (words: string): void => {
  title = words;
  write();
};

/** How many wait for this person, in front of it; 0 = nobody. */
export const setBadge = (waiting: number): void => {
  count = waiting;
  write();
};
