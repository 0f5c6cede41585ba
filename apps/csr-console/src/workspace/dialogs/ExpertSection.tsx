import { Button, Checkbox, TextInput, Tooltip } from '@mantine/core';
import { newId } from '@relevo/client/new-id';
import type { ErrorCode } from '@relevo/contracts';
import { EXPERT_RIGHTS, type ExpertRight, tidiedRights } from '@relevo/domain';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../app/notices';
import { RefusalText } from '../../app/RefusalText';
import { useDesk } from '../../app/use-desk';
import { useAbilities, useSession } from '../use-work';
import { CopyButton } from './CopyButton';
import css from './dialogs.module.css';
import { SendInvite } from './SendInvite';

/** W39: an expert from outside, for this one session, with no more than what is ticked here. */
export const ExpertSection = () => {
  const { t } = useTranslation(['experts', 'console', 'refusals']);
  const { rest } = useDesk();
  const { sessionId } = useSession();
  const refused = useAbilities()['expert.invite'];
  const [name, setName] = useState('');
  const [rights, setRights] = useState<readonly ExpertRight[]>([]);
  const [link, setLink] = useState<{ inviteId: string; url: string }>();
  const [making, setMaking] = useState(false);
  const [failed, setFailed] = useState<ErrorCode>();

  const tick = (right: ExpertRight, on: boolean): void => {
    const rest = rights.filter((one) => one !== right);
    // Who may not see may not control either.
    const left = right === 'screen.view' ? rest.filter((one) => one !== 'input.control') : rest;
    setRights(tidiedRights(on ? [...rights, right] : left));
  };
  const make = async (): Promise<void> => {
    setMaking(true);
    setFailed(undefined);
    try {
      const body = { inviteId: newId(), name: name.trim(), rights: [...rights] };
      const made = await rest.inviteExpert(sessionId, body);
      setLink({ inviteId: made.inviteId, url: made.link });
    } catch (error) {
      setFailed(codeOf(error));
    } finally {
      setMaking(false);
    }
  };
  return (
    <section className={css.part} aria-labelledby="expert-title">
      <h3 id="expert-title">{t('invite.title')}</h3>
      <p>{t('invite.text')}</p>
      {link ? (
        <>
          <div className={css.link}>
            <input
              readOnly
              aria-label={t('invite.link')}
              value={link.url}
              onFocus={(event) => event.currentTarget.select()}
            />
            <CopyButton text={link.url}>{t('console:invite.copyLink')}</CopyButton>
          </div>
          <p className={css.once}>{t('console:invite.once')}</p>
          <SendInvite inviteId={link.inviteId} />
          <Button mt="xs" size="xs" variant="default" onClick={() => setLink(undefined)}>
            {t('invite.another')}
          </Button>
        </>
      ) : (
        <div className={css.expert}>
          {EXPERT_RIGHTS.map((right) => (
            <Checkbox
              key={right}
              label={t(`tick.${right}`)}
              checked={rights.includes(right)}
              disabled={refused !== null}
              onChange={(event) => tick(right, event.currentTarget.checked)}
            />
          ))}
          <TextInput
            label={t('invite.name')}
            value={name}
            maxLength={80}
            disabled={refused !== null}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Tooltip label={refused && t(refused, { ns: 'refusals' })} disabled={refused === null}>
            <Button
              variant="default"
              loading={making}
              aria-disabled={refused !== null || undefined}
              data-disabled={refused !== null || undefined}
              aria-description={refused ? t(refused, { ns: 'refusals' }) : undefined}
              onClick={refused === null ? () => void make() : undefined}
            >
              {t('invite.make')}
            </Button>
          </Tooltip>
        </div>
      )}
      <RefusalText code={failed} className={css.problem} />
    </section>
  );
};
