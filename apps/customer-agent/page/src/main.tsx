import '@relevo/ui/tokens.css';
import '@relevo/ui/base.css';
import './styles/page.css';
import './styles/bar.css';
import './styles/buttons.css';
import './styles/entrance.css';
import './styles/closing.css';
import './styles/session.css';
import './styles/consent.css';
import './styles/widths.css';
import './styles/people.css';
import './styles/queue.css';
import './styles/check.css';
import { webStore } from '@relevo/client';
import { createTexts, TextsProvider } from '@relevo/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app';
import { CheckApp } from './check/CheckApp';
import { CheckRun } from './check/check-run';
import { SiteProvider } from './parts/site';
import { QueueApp } from './queue/QueueApp';
import { QueueVisit } from './queue/queue-visit';
import { isCheck, readAddress, readQueue } from './visit/address';
import { Visit } from './visit/visit';

// The page's policy forbids code from text; zod would try it and be blocked, loudly.
z.config({ jitless: true });

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');

/** To look at one's connection, at a queue, or with an invite. */
const pageOf = () => {
  if (isCheck(location.pathname)) {
    const run = new CheckRun();
    void run.start();
    return <CheckApp run={run} />;
  }
  const slug = readQueue(location.pathname);
  const store = webStore(localStorage);
  if (slug !== undefined) {
    const queue = new QueueVisit(slug, store);
    void queue.open();
    return <QueueApp visit={queue} />;
  }
  const visit = new Visit(readAddress(location.hash), store);
  // Another link pasted into the same tab is another visit.
  addEventListener('hashchange', () => location.reload());
  void visit.open();
  return <App visit={visit} />;
};

createRoot(root).render(
  <StrictMode>
    <TextsProvider texts={createTexts()}>
      <SiteProvider>{pageOf()}</SiteProvider>
    </TextsProvider>
  </StrictMode>,
);
