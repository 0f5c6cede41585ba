import '@relevo/ui/tokens.css';
import '@relevo/ui/base.css';
import './page.css';
import { webStore } from '@relevo/client';
import { createTexts, TextsProvider } from '@relevo/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app';
import { readAddress } from './visit/address';
import { Visit } from './visit/visit';

// The page's policy forbids code from text; zod would try it and be blocked, loudly.
z.config({ jitless: true });

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');

const visit = new Visit(readAddress(location.hash), webStore(localStorage));
// Another link pasted into the same tab is another visit.
addEventListener('hashchange', () => location.reload());
void visit.open();

createRoot(root).render(
  <StrictMode>
    <TextsProvider texts={createTexts()}>
      <App visit={visit} />
    </TextsProvider>
  </StrictMode>,
);
