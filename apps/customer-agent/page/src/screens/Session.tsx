import type { SessionSnapshot } from '@relevo/client';
import { devicesOf, liveGrants, ownerOf, pendingRequests } from '@relevo/domain';
import { firstName, initials, useNow, useSnapshot } from '@relevo/ui';
import { IconDoorExit } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AgentCard } from '../parts/AgentCard';
import { Bar, LanguageSwitch } from '../parts/Bar';
import { Button } from '../parts/Button';
import { CanDoNow } from '../parts/CanDoNow';
import { Chat, type PendingLine } from '../parts/Chat';
import { ScreenQuestion } from '../parts/ScreenQuestion';
import { canShowScreen } from '../visit/device';
import type { SavedVisit } from '../visit/saved-visit';
import type { Stay } from '../visit/stay';

/** The session as the customer sees it: what the CSR can do now, the chat, and the way out. */
export const Session = ({
  stay,
  snapshot,
  saved,
  onLeave,
}: {
  stay: Stay;
  snapshot: SessionSnapshot;
  saved: SavedVisit;
  onLeave: () => void;
}) => {
  const { t } = useTranslation('customer');
  const { t: sentence } = useTranslation('refusals');
  const now = useNow();
  const consent = useSnapshot(stay.device);
  const [refused, setRefused] = useState<readonly PendingLine[]>([]);
  const { session, conversation } = snapshot;
  const me = stay.me.participantId;
  const csrName = ownerOf(session)?.name ?? saved.csrName;
  const csr = firstName(csrName);
  const mine = (deviceId: string): boolean => session.devices[deviceId]?.participantId === me;
  const grants = liveGrants(session, now).filter((grant) => mine(grant.deviceId));
  const asked = pendingRequests(session, now).find(
    (request) => mine(request.deviceId) && request.deviceId !== stay.me.deviceId,
  );
  const machine = devicesOf(session, me).find((device) => device.kind === 'machine');
  const suggested = session.agentSuggestedAt !== undefined && !machine;
  const offline = snapshot.line.status !== 'online';

  const send = (text: string): void => {
    const { commandId, outcome } = stay.session.post(text);
    void outcome.then((result) => {
      if (result.ok) return;
      const problem = sentence(result.error.code);
      setRefused((lines) => [...lines, { id: commandId, text, problem }]);
    });
  };

  return (
    <>
      <Bar narrow>
        <div className="person">
          <span className="photo photo-small" aria-hidden="true">
            {initials(csrName)}
          </span>
          <div>
            <b>{csrName}</b>
            <span className="from">{saved.organisation}</span>
          </div>
        </div>
        <LanguageSwitch />
        <Button onClick={onLeave}>
          <IconDoorExit size={22} aria-hidden="true" />
          {t('leave')}
        </Button>
      </Bar>
      <main className="mid">
        {snapshot.alarm && (
          <div className="banner banner-alarm" role="alert">
            {t('alarm.fork')}
          </div>
        )}
        {offline && (
          <div className="banner" role="status">
            <b>{t('offline.title')}</b>
            {t('offline.text')}
          </div>
        )}
        <CanDoNow
          csr={csr}
          grants={grants}
          elsewhere={asked ? { request: asked, device: session.devices[asked.deviceId]?.name ?? '' } : null}
          onStop={(list) => stay.stopGrants(list)}
        />
        {consent.nothingShared && (
          <div className="banner" role="status">
            {t('consent.notShared')}
          </div>
        )}
        {canShowScreen() || machine ? (
          <AgentCard
            csr={csr}
            asked={suggested}
            attachedTo={machine?.name ?? null}
            onCode={() => stay.deviceCode()}
          />
        ) : (
          <section className="card agent">
            <h2>{t('phone.title')}</h2>
            <p className="rest">{t('phone.text', { csr })}</p>
          </section>
        )}
        <Chat
          me={me}
          csr={csr}
          nameOf={(id) => firstName(session.participants[id]?.name ?? '')}
          messages={conversation.messages}
          pending={[
            ...snapshot.pendingMessages.map((line) => ({ id: line.commandId, text: line.text })),
            ...refused,
          ]}
          offline={offline}
          onSend={send}
        />
        <footer className="foot">
          <LanguageSwitch />
        </footer>
      </main>
      {consent.prompt && (
        <ScreenQuestion
          key={consent.prompt.request.requestId}
          prompt={consent.prompt}
          organisation={saved.organisation}
          device={stay.device}
        />
      )}
    </>
  );
};
