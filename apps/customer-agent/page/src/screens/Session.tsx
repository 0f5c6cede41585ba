import type { SessionSnapshot } from '@relevo/client';
import { devicesOf, ownerOf, primaryOf } from '@relevo/domain';
import { firstName, initials, useNow, useSnapshot } from '@relevo/ui';
import { IconDoorExit, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckLink } from '../check/CheckLink';
import { AgentCard } from '../parts/AgentCard';
import { Bar, LanguageSwitch } from '../parts/Bar';
import type { PendingLine } from '../parts/Bubble';
import { Button } from '../parts/Button';
import { CanDoNow } from '../parts/CanDoNow';
import { Changes } from '../parts/Changes';
import { Chat } from '../parts/Chat';
import { Safety } from '../parts/Safety';
import { ScreenQuestion } from '../parts/ScreenQuestion';
import { WhoIsHere } from '../parts/WhoIsHere';
import { safetyShown } from '../visit/csr-safety';
import { canShowScreen } from '../visit/device';
import { helpersOf } from '../visit/helpers';
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
  const heard = useSnapshot(stay.word);
  const [refused, setRefused] = useState<readonly PendingLine[]>([]);
  const { session } = snapshot;
  const me = stay.me.participantId;
  const owner = ownerOf(session);
  const csrName = owner?.name ?? saved.csrName;
  const csr = firstName(csrName);
  const pageId = stay.me.deviceId;
  const helpers = helpersOf(session, me, csrName, now);
  const machine = devicesOf(session, me).find((device) => device.kind === 'machine');
  const safety = safetyShown(session, consent.safety, helpers, pageId, machine?.id);
  const checked = safety.some(({ csrId, standing }) => csrId === owner?.id && standing === 'checked');
  const primary = primaryOf(session);
  const parked = session.phase === 'parked';
  // Only the primary customer's computer is helped (W12).
  const follows = primary !== undefined && primary.id !== me;
  const suggested = session.agentSuggestedAt !== undefined && !machine;
  const offline = snapshot.line.status !== 'online';

  const send = (): void => {
    const { text, to } = stay.draft.snapshot;
    stay.draft.write('');
    const { commandId, outcome } = stay.session.post(text.trim(), to);
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
            <span className="from">
              <span className="from-organisation">{saved.organisation}</span>
              <span className={checked ? 'from-proof from-checked' : 'from-proof'}>
                {checked && <IconShieldCheck size={18} aria-hidden="true" />}
                {t(checked ? 'safety.checked' : 'safety.unchecked')}
              </span>
            </span>
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
        {heard === 'unheard' && helpers.some(({ grants }) => grants.length > 0) && (
          <div className="banner banner-alarm" role="alert">
            <b>{t('unheard.title', { device: stay.machine ?? '' })}</b>
            {t('unheard.text')}
          </div>
        )}
        {parked && (
          <div className="banner" role="status">
            <b>{t('parked.title', { csr })}</b>
            {t('parked.text')}
          </div>
        )}
        <Changes session={session} timeline={snapshot.timeline} me={me} />
        <CanDoNow
          helpers={helpers}
          organisation={saved.organisation}
          elsewhere={({ asks }) => {
            const asked = asks.find(({ deviceId }) => deviceId !== pageId);
            return asked ? (session.devices[asked.deviceId]?.name ?? '') : null;
          }}
          onStop={(list) => stay.stopGrants(list)}
        />
        {follows && (
          <div className="banner" role="note">
            {t('follows', { name: firstName(primary.name) })}
          </div>
        )}
        <Safety
          safety={safety}
          session={session}
          organisation={saved.organisation}
          compares={!follows && !parked}
          onCompared={(csrId, matches) => stay.device.compared(csrId, matches)}
        />
        {consent.nothingShared && (
          <div className="banner" role="status">
            {t('consent.notShared')}
          </div>
        )}
        {follows || parked ? null : canShowScreen() || machine ? (
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
        <WhoIsHere session={session} me={me} />
        <Chat stay={stay} snapshot={snapshot} draft={stay.draft} csr={csr} refused={refused} onSend={send} />
        <footer className="foot">
          <CheckLink />
          <LanguageSwitch />
        </footer>
      </main>
      {consent.prompt && (
        <ScreenQuestion
          key={consent.prompt.request.requestId}
          prompt={consent.prompt}
          organisation={saved.organisation}
          safety={consent.safety.find(({ csrId }) => csrId === consent.prompt?.request.csrId)}
          device={stay.device}
        />
      )}
    </>
  );
};
