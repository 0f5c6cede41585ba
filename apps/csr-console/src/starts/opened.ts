import type { StartChoice } from './choice';

/** What the server puts into the address of a start that another page or program opened (`serve-web.ts`). */
const ASK = 'ask';

/**
 * Whether the document itself was opened as an address that starts, by its person: typed, from a bookmark or a shortcut. Looked at
 * once, when the page loads: what the address becomes later, by signing in or by a link in here, says nothing of it.
 */
const opened = location.pathname === '/start' && !new URLSearchParams(location.search).has(ASK);
let taken = false;

/** True at most once for each loading of the page, and never for an address that somebody else opened. */
export const mayStartByItself = (): boolean => {
  const may = opened && !taken;
  taken = true;
  return may;
};

/** What the address asks for; the server checks it like any other choice. */
export const choiceOf = (search: string): StartChoice | undefined => {
  const query = new URLSearchParams(search);
  const [typeId, code, subject] = ['type', 'code', 'subject'].map((name) => query.get(name));
  // Without any of them it means what this person has saved.
  if (!typeId && !code && !subject) return undefined;
  return {
    typeId: typeId || null,
    code: code || null,
    subject: subject?.slice(0, 140) ?? '',
    customerName: '',
  };
};

/** Waits while the browser only gets a page ready for which nobody has pressed Enter yet. */
export const shownToPerson = (): Promise<void> =>
  'prerendering' in document && document.prerendering
    ? new Promise((resolve) =>
        document.addEventListener('prerenderingchange', () => resolve(), { once: true }),
      )
    : Promise.resolve();
