import { ActionIcon, Menu } from '@mantine/core';
import { type Participant, worksHere } from '@relevo/domain';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TransferDialog } from '../dialogs/TransferDialog';
import { useCommand } from '../use-command';
import { useAbilities, useSession, useWork } from '../use-work';

/** What the owner can do about somebody who is here: hand the session over (W41), make primary (W13), send an expert out (W39). */
export const PersonActions = ({ person }: { person: Participant }) => {
  const { t } = useTranslation(['console', 'experts']);
  const { client } = useWork();
  const { me } = useSession();
  const can = useAbilities();
  const run = useCommand();
  const [transfer, setTransfer] = useState(false);
  const { id: participantId, name } = person;
  const transfers = worksHere(person) && participantId !== me?.id && can['control.transfer'] === null;
  const promotes = person.role === 'secondary' && can['participant.promote'] === null;
  const removes = person.expert !== undefined && can['expert.remove'] === null;
  if (!transfers && !promotes && !removes) return null;
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('people.actions', { name })}>
            <IconDots size={18} stroke={1.75} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {transfers && <Menu.Item onClick={() => setTransfer(true)}>{t('people.transfer')}</Menu.Item>}
          {promotes && (
            <Menu.Item onClick={() => run(client.command('participant.promote', { participantId }))}>
              {t('people.promote')}
            </Menu.Item>
          )}
          {removes && (
            <Menu.Item onClick={() => run(client.command('expert.remove', { participantId }))}>
              {t('experts:remove')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {transfer && <TransferDialog to={participantId} onClose={() => setTransfer(false)} />}
    </>
  );
};
