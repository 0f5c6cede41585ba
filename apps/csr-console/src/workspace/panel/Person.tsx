import { Button } from '@mantine/core';
import { type Device, devicesOf, type Participant } from '@relevo/domain';
import { Avatar, clock, useLanguage } from '@relevo/ui';
import { IconBrowser, IconDeviceDesktop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isReachable } from '../../session/reachable';
import { useCommand } from '../use-command';
import { useAbilities, useSession, useWork } from '../use-work';
import { PersonActions } from './PersonActions';
import css from './panel.module.css';

/** Somebody who waits: the CSR looks at the name, asks on the phone, and lets them in or not. */
export const WaitingPerson = ({ person }: { person: Participant }) => {
  const { t } = useTranslation('console');
  const { language } = useLanguage();
  const { client } = useWork();
  const can = useAbilities();
  const run = useCommand();
  const { id: participantId, name } = person;
  return (
    <li className={css.person} data-waiting>
      <Avatar name={name} tone="dashed" size={32} />
      <div style={{ minWidth: 0 }}>
        <b className="rv-ellipsis" dir="auto">
          {name}
        </b>
        <small className="rv-num">{t('people.arrived', { time: clock(person.arrivedAt, language) })}</small>
      </div>
      <div className={css.answer}>
        {can['participant.admit'] === null && (
          <Button
            size="xs"
            aria-label={t('people.admitNamed', { name })}
            onClick={() => run(client.command('participant.admit', { participantId }))}
          >
            {t('people.admit')}
          </Button>
        )}
        {can['participant.decline'] === null && (
          <Button
            size="xs"
            variant="default"
            aria-label={t('people.declineNamed', { name })}
            onClick={() => run(client.command('participant.decline', { participantId }))}
          >
            {t('people.decline')}
          </Button>
        )}
      </div>
    </li>
  );
};

/** A supervisor who helps is shown as one. */
const roleName = ({ role, supervisor }: Participant): Participant['role'] | 'supervisor' =>
  role === 'assistant' && supervisor ? 'supervisor' : role;

/** Somebody who is or was in the session, with what they use. */
export const Person = ({ person }: { person: Participant }) => {
  const { t } = useTranslation(['console', 'common', 'experts']);
  const { language } = useLanguage();
  const snapshot = useSession();
  const { session, me } = snapshot;
  const gone = person.status !== 'joined';
  const reachable = isReachable(snapshot, person.id);
  const said = gone
    ? t(person.status === 'declined' ? 'people.declined' : 'people.left')
    : t('people.since', { time: clock(person.joinedAt ?? person.arrivedAt, language) });
  const role = person.expert
    ? t('experts:role', { by: session.participants[person.expert.by]?.name ?? t('event.somebody') })
    : t(`people.role.${roleName(person)}`);
  const reach = t(reachable ? 'people.reachable' : 'people.unreachable');
  return (
    <li className={css.person} data-gone={gone || undefined}>
      <Avatar name={person.name} tone={person.id === me?.id ? 'accent' : 'quiet'} size={32} />
      <div style={{ minWidth: 0 }}>
        <b className="rv-ellipsis" dir="auto">
          {person.name}
          {person.id === me?.id && ` (${t('common:you')})`}
        </b>
        <small className="rv-num">{gone && !person.expert ? said : `${role} · ${said}`}</small>
      </div>
      {!gone && session.phase !== 'ended' && (
        <div className={css.personEnd}>
          <PersonActions person={person} />
          <span
            className={css.reach}
            data-off={reachable ? undefined : true}
            role="img"
            aria-label={reach}
            title={reach}
          />
        </div>
      )}
      {person.kind === 'customer' && !gone && (
        <ul className={css.devices}>
          {devicesOf(session, person.id).map((device) => (
            <DeviceLine key={device.id} device={device} />
          ))}
        </ul>
      )}
    </li>
  );
};

const DeviceLine = ({ device }: { device: Device }) => {
  const { t } = useTranslation('console');
  const machine = device.kind === 'machine';
  const Icon = machine ? IconDeviceDesktop : IconBrowser;
  const can = device.can.includes('input.control')
    ? t('people.canControl')
    : device.can.includes('screen.view')
      ? t('people.canView')
      : undefined;
  return (
    <li title={can}>
      <Icon size={14} stroke={1.75} aria-hidden="true" />
      <span className="rv-ellipsis" dir="auto">
        {machine ? t('people.machine', { device: device.name }) : t('people.page')}
      </span>
    </li>
  );
};
