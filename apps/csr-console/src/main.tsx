import '@relevo/ui/tokens.css';
import '@relevo/ui/base.css';
import { changeLanguage, createTexts, showTimesIn, TextsProvider } from '@relevo/ui';
import { ThemeProvider } from '@relevo/ui/mantine';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config as configureZod } from 'zod';
import { Notices } from './app/Notices';
import { createAppRouter } from './app/router';
import { SignedInStore } from './app/signed-in';
import { SignedInContext } from './app/use-signed-in';
// At the loading of the document, before any route can change the address: how it was opened decides whether it may start.
import './starts/opened';

// Compiling checks to code needs `eval`, which our content security policy forbids; without this zod tries and is logged.
configureZod({ jitless: true });

const signedIn = new SignedInStore();
const texts = createTexts();
let known: string | undefined;
// Everybody reads in their own language, whatever this browser spoke before, and sees moments in their own time zone.
signedIn.subscribe(() => {
  const state = signedIn.snapshot;
  const account = 'account' in state ? state.account : undefined;
  if (account && account.id !== known) changeLanguage(texts, account.language);
  known = account?.id;
  showTimesIn(state.status === 'in' ? state.account.timeZone : null);
});
const router = createAppRouter(signedIn);
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <TextsProvider texts={texts}>
      <ThemeProvider>
        <SignedInContext value={signedIn}>
          <Notices />
          <RouterProvider router={router} />
        </SignedInContext>
      </ThemeProvider>
    </TextsProvider>
  </StrictMode>,
);
