import { Button, Loader, Tabs } from '@mantine/core';
import { joinedCustomers, waiting } from '@relevo/domain';
import { useNow } from '@relevo/ui';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { AutoInvite } from '../../app/AutoInvite';
import { Dialog } from '../../app/Dialog';
import { useSession } from '../use-work';
import { ColleagueTab } from './ColleagueTab';
import css from './dialogs.module.css';
import { InviteList } from './InviteList';
import { InviteSecret } from './InviteSecret';
import { SendInvite } from './SendInvite';
import { useInvites } from './use-invites';

/**
 * A way in for one customer at a time: nine digits to read out, a link, a QR code (W9, W10, W11); or for a colleague who
 * helps (W39, W40).
 */
export const InviteDialog = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const { t } = useTranslation('console');
  return (
    <Dialog opened={opened} onClose={onClose} title={t('invite.title')} size={600}>
      <Tabs defaultValue="customer" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="customer">{t('invite.customer')}</Tabs.Tab>
          <Tabs.Tab value="colleague">{t('invite.colleague')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="customer">
          <InviteContent />
        </Tabs.Panel>
        <Tabs.Panel value="colleague">
          <ColleagueTab />
          <InviteList action={null} />
        </Tabs.Panel>
      </Tabs>
    </Dialog>
  );
};

const InviteContent = () => {
  const { t } = useTranslation(['console', 'refusals']);
  const { make, making, failed, usable } = useInvites();
  const { session } = useSession();
  const begun = useRef(false);
  const invite = usable(useNow());
  const somebody = joinedCustomers(session).length + waiting(session).length > 0;
  // While nobody is here, whoever opens this wants an invite: it is made at once. Further ones are made at a press.
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    if (!somebody && !usable(Date.now())) make();
  }, [somebody, usable, make]);
  return (
    <>
      {invite ? (
        <>
          <InviteSecret invite={invite} />
          <SendInvite inviteId={invite.inviteId} />
        </>
      ) : (
        <div className={css.making} role="status">
          {making ? (
            <>
              <Loader size={20} />
              <p>{t('invite.making')}</p>
            </>
          ) : (
            <>
              {failed && (
                <p>
                  {t('invite.failed')} {t(failed, { ns: 'refusals' })}
                </p>
              )}
              <Button onClick={make}>{t('invite.make')}</Button>
            </>
          )}
        </div>
      )}
      <InviteList
        shown={invite?.inviteId}
        action={
          invite && (
            <Button size="xs" variant="default" loading={making} onClick={make}>
              {t('invite.new')}
            </Button>
          )
        }
      />
      <AutoInvite mt="md" size="xs" />
    </>
  );
};
