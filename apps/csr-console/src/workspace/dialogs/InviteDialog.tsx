import { Button, Checkbox, Loader, Modal } from '@mantine/core';
import { useNow, useSnapshot } from '@relevo/ui';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../app/use-desk';
import css from './dialogs.module.css';
import { InviteList } from './InviteList';
import { InviteSecret } from './InviteSecret';
import { useInvites } from './use-invites';

/** A way in for one customer at a time: nine digits to read out, a link, a QR code (W9, W10, W11). */
export const InviteDialog = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const { t } = useTranslation(['console', 'common']);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('invite.title')}
      size={600}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <InviteContent />
    </Modal>
  );
};

const InviteContent = () => {
  const { t } = useTranslation(['console', 'refusals', 'common']);
  const { make, making, failed, usable } = useInvites();
  const begun = useRef(false);
  const { layout } = useDesk();
  const { autoInvite } = useSnapshot(layout);
  const invite = usable(useNow());
  // Whoever opens this wants an invite: the first is made at once, further ones at a press.
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    if (!usable(Date.now())) make();
  }, [usable, make]);
  return (
    <>
      {invite ? (
        <InviteSecret invite={invite} />
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
        action={
          invite && (
            <Button size="xs" variant="default" loading={making} onClick={make}>
              {t('invite.new')}
            </Button>
          )
        }
      />
      <Checkbox
        mt="md"
        size="xs"
        label={t('invite.auto')}
        checked={autoInvite}
        onChange={(event) => layout.change({ autoInvite: event.currentTarget.checked })}
      />
    </>
  );
};
