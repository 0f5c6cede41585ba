import { maySurvey } from '@relevo/domain';
import { useSnapshot } from '@relevo/ui';
import { type ReactNode, useState } from 'react';
import { ClosingCard } from '../parts/ClosingCard';
import { ReceiptCard } from '../parts/ReceiptCard';
import { SurveyCard } from '../parts/SurveyCard';
import type { SavedVisit } from '../visit/saved-visit';
import type { Stay } from '../visit/stay';
import { Message } from './Message';

/** The last page: what is over, who helped and how long, and how well it went (W46). */
export const Closing = ({
  stay,
  saved,
  title,
  children,
}: {
  stay: Stay;
  saved: SavedVisit;
  title: string;
  /** What is over for certain. */
  children: ReactNode;
}) => {
  const snapshot = useSnapshot(stay.session);
  const [at] = useState(() => Date.now());
  const { session, me } = snapshot;
  // Who leaves may answer as soon as the server has heard of it: what matters here is that they were let in.
  const asks = me !== undefined && maySurvey({ ...session, phase: 'ended', endedAt: at }, me.id, at) === null;
  return (
    <Message
      organisation={saved.organisation}
      title={title}
      below={
        <>
          <ClosingCard snapshot={snapshot} csrName={saved.csrName} until={at} />
          <ReceiptCard stay={stay} snapshot={snapshot} />
          {asks && <SurveyCard survey={stay.survey} organisation={saved.organisation} />}
        </>
      }
    >
      {children}
    </Message>
  );
};
