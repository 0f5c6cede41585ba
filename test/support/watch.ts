import type { BrowserContext } from 'playwright-core';

/** What a page did that it must never do. */
export interface Seen {
  readonly kind: 'ran' | 'csp' | 'dialog';
  readonly detail: string;
}

/** The name that payloads call: `__ran()` is noted as a script that ran. */
export const CALL = '__ran()';

/** Notes scripts of strangers that run, and everything that the content security policy had to stop. To be called before any page is opened. */
export const watchFor = async (context: BrowserContext): Promise<Seen[]> => {
  const seen: Seen[] = [];
  await context.exposeBinding('__ran', () => {
    seen.push({ kind: 'ran', detail: '' });
  });
  await context.exposeBinding('__stopped', (_source, detail: string) => {
    seen.push({ kind: 'csp', detail });
  });
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
      (globalThis as unknown as { __stopped(detail: string): void }).__stopped(
        `${effectiveDirective} ${blockedURI} ${sample}`,
      );
    });
  });
  context.on('page', (page) =>
    page.on('dialog', (dialog) => {
      seen.push({ kind: 'dialog', detail: dialog.message() });
      void dialog.dismiss();
    }),
  );
  return seen;
};
