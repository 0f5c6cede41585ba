import { Button } from '@mantine/core';
import type { Invite } from '@relevo/domain';
import { clock, countdown, Moment, useLanguage, useNow } from '@relevo/ui';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../use-command';
import { useAbilities, useSession, useWork } from '../use-work';
import { Deliveries } from './Deliveries';
import css from './dialogs.module.css';
import { Resend } from './Resend';

/**
 * All invites of the session, the newest first, with what became of each: open ones can be withdrawn (W9), and each sent
 * again. The one that is `shown` above has its form there.
 */
export const InviteList = ({ action, shown }: { action: ReactNode; shown?: string | undefined }) => {
  const { t } = useTranslation('console');
  const { session } = useSession();
  const [opened, setOpened] = useState<string | null>(null);
  const invites = Object.values(session.invites).sort((a, b) => b.createdAt - a.createdAt);
  if (invites.length === 0) return null;
  return (
    <section aria-labelledby="invite-list">
      <div className={css.listHead}>
        <h3 id="invite-list">{t('invite.list')}</h3>
        {action}
      </div>
      <ul className={css.list}>
        {invites.map((invite) => (
          <InviteRow
            key={invite.id}
            invite={invite}
            shown={invite.id === shown}
            opened={invite.id === opened}
            onOpen={setOpened}
          />
        ))}
      </ul>
    </section>
  );
};

const InviteRow = ({
  invite,
  shown,
  opened,
  onOpen,
}: {
  invite: Invite;
  shown: boolean;
  opened: boolean;
  onOpen: (inviteId: string | null) => void;
}) => {
  const { t } = useTranslation(['console', 'experts']);
  const { language } = useLanguage();
  const { client } = useWork();
  const { session } = useSession();
  const can = useAbilities();
  const run = useCommand();
  const now = useNow();
  const good = invite.status === 'open' && now < invite.expiresAt;
  const made = clock(invite.createdAt, language);
  const over = invite.status === 'open' && now >= invite.expiresAt;
  const name = invite.usedBy ? session.participants[invite.usedBy]?.name : undefined;
  const state = over
    ? t('invite.state.expired')
    : invite.status === 'open'
      ? t('invite.state.open', { time: countdown(invite.expiresAt - now) })
      : invite.status === 'declined'
        ? t('invite.state.declined')
        : invite.status === 'used'
          ? t('invite.state.used', { name: name ?? t('event.somebody') })
          : t('invite.state.revoked');
  const { csr } = invite;
  const expert = csr?.name ? t('experts:invite.listedNamed', { name: csr.name }) : t('experts:invite.listed');
  const whom = csr && (csr.expert ? expert : csr.accountId === null ? t('invite.forLink') : csr.name);
  return (
    <li>
      <Moment at={invite.createdAt}>{t('invite.made', { time: made })}</Moment>
      <span className={`${css.state} rv-num`}>
        {whom && <b>{whom}: </b>}
        {state}
        {invite.refusals > 0 && <small>{t('invite.refusals', { count: invite.refusals })}</small>}
      </span>
      {good && can['invite.revoke'] === null && (
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={t('invite.revokeNamed', { time: made })}
          onClick={() => run(client.command('invite.revoke', { inviteId: invite.id }))}
        >
          {t('invite.revoke')}
        </Button>
      )}
      {!shown && !invite.deliveries?.length && (
        <Resend invite={invite} made={made} opened={opened} onOpen={onOpen} />
      )}
      <Deliveries invite={invite} good={good} over={session.phase === 'ended'} />
    </li>
  );
};
