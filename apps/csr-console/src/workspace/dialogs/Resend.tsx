import { Button } from '@mantine/core';
import { type Invite, inviting, resendingOf } from '@relevo/domain';
import { useNow } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import { RefusalText } from '../../app/RefusalText';
import { useAbilities, useSession } from '../use-work';
import { SendInvite } from './SendInvite';
import css from './sending.module.css';
import { useSending } from './use-sending';

const WORDS = {
  send: ['send', 'sendNamed'],
  renew: ['sendNew', 'sendNewNamed'],
  ring: ['ringAgain', 'ringAgainNamed'],
} as const;

/**
 * An invite that was never sent anywhere, to reach its person after all (W11): its form opens, another like it is made
 * and its form opens, or the colleague is rung again.
 */
export const Resend = ({
  invite,
  made,
  opened,
  onOpen,
}: {
  invite: Invite;
  made: string;
  /** Whether its form is open. */
  opened: boolean;
  /** Opens the form of an invite; null closes it. */
  onOpen: (inviteId: string | null) => void;
}) => {
  const { t } = useTranslation('sending');
  const { session } = useSession();
  const can = useAbilities();
  const { renew, busy, failed } = useSending();
  const how = resendingOf(session, invite, useNow());
  if (how === null || can[inviting(invite.csr)] !== null) return null;

  const press = async (): Promise<void> => {
    if (how === 'send') return onOpen(opened ? null : invite.id);
    const next = await renew(invite);
    if (how === 'renew') onOpen(next);
  };
  const [word, named] = WORDS[how];
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        loading={busy}
        aria-expanded={how === 'send' ? opened : undefined}
        aria-label={t(named, { time: made, name: invite.csr?.name ?? '' })}
        onClick={() => void press()}
      >
        {t(word)}
      </Button>
      <RefusalText code={failed} className={css.problem} />
      {opened && how === 'send' && (
        <div className={css.row}>
          <SendInvite inviteId={invite.id} />
        </div>
      )}
    </>
  );
};
