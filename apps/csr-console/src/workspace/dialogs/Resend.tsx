import { Button } from '@mantine/core';
import { type Invite, invitedAs } from '@relevo/domain';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusalText } from '../../app/RefusalText';
import { useAbilities } from '../use-work';
import { SendInvite } from './SendInvite';
import css from './sending.module.css';
import { useSending } from './use-sending';

/**
 * An invite that was never sent anywhere, to be sent (W11): while it is good it opens its own form; where it is of no more
 * use, another like it is made, or the colleague rung again.
 */
export const Resend = ({ invite, good, made }: { invite: Invite; good: boolean; made: string }) => {
  const { t } = useTranslation('sending');
  const can = useAbilities();
  const { renew, busy, failed } = useSending();
  /** The invite that is being sent: this one, or the one that took its place. */
  const [sending, setSending] = useState<string | null>(null);
  const rung = typeof invite.csr?.accountId === 'string';
  const customer = invitedAs(invite.csr) === 'customer';
  // Whose console rings has been asked; and who may not make one may not make it again.
  if (good && rung) return null;
  if (!good && can[invite.csr?.expert ? 'expert.invite' : 'invite.create'] !== null) return null;

  const press = async (): Promise<void> => {
    if (good) return setSending(sending === null ? invite.id : null);
    const next = await renew(invite);
    // A customer's new one stands above with its form, and a colleague's console rings.
    if (!customer && !rung) setSending(next);
  };
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        loading={busy}
        aria-expanded={good ? sending !== null : undefined}
        aria-label={t(rung ? 'ringAgainNamed' : good ? 'sendNamed' : 'sendAnewNamed', {
          time: made,
          name: invite.csr?.name ?? '',
        })}
        onClick={() => void press()}
      >
        {t(rung ? 'ringAgain' : good ? 'send' : 'resend')}
      </Button>
      <RefusalText code={failed} className={css.problem} />
      {sending !== null && (
        <div className={css.row}>
          <SendInvite inviteId={sending} />
        </div>
      )}
    </>
  );
};
