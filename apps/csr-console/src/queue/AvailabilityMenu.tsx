import { NumberInput, Popover, Radio, Switch, TextInput, Tooltip } from '@mantine/core';
import type { AvailabilityBody, QueueDesk } from '@relevo/contracts';
import { AVAILABILITIES, hasRoom, MAX_AWAY_LENGTH, MAX_CAPACITY } from '@relevo/domain';
import { useSnapshot } from '@relevo/ui';
import { IconHeadset } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import frame from '../app/frame.module.css';
import { codeOf, useNotices } from '../app/notices';
import { useDesk } from '../app/use-desk';
import css from './queue.module.css';

/** How this person stands, with a way to say it anew, and how they want to hear of customers who come. */
export const AvailabilityMenu = () => {
  const { t } = useTranslation('desk');
  const desk = useSnapshot(useDesk().queues);
  const [opened, setOpened] = useState(false);
  if (!desk) return null;
  const { me } = desk;
  const standing = me.state === 'ready' && !hasRoom(me) ? 'busy' : me.state;
  const label = t('availability.label', { state: t(`availability.${standing}`) });
  return (
    <Popover opened={opened} onChange={setOpened} position="right-end" width={300} trapFocus withRoles>
      <Popover.Target>
        <Tooltip label={label} position="right" disabled={opened}>
          <button
            type="button"
            className={frame.item}
            aria-label={label}
            onClick={() => setOpened((before) => !before)}
          >
            <IconHeadset size={20} stroke={1.75} aria-hidden="true" />
            <span className={css.standing} data-standing={standing} />
          </button>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('availability.title')}>
        <Availabilities me={me} />
        <AlertSwitches />
      </Popover.Dropdown>
    </Popover>
  );
};

/** What was said last, until the server has answered: two changes in a row do not undo each other. */
const useAvailability = (me: QueueDesk['me']) => {
  const { rest, queues } = useDesk();
  const notices = useNotices();
  const [wanted, setWanted] = useState<AvailabilityBody>();
  const last = useRef(Promise.resolve());
  const { state, capacity, reason } = wanted ?? me;
  const say = (over: Partial<AvailabilityBody>): void => {
    const next = { state, capacity, reason, ...over };
    const body = { ...next, reason: next.state === 'away' ? next.reason.trim() : '' };
    setWanted(body);
    last.current = last.current.then(async () => {
      try {
        queues.stands(await rest.setAvailability(body));
      } catch (error) {
        notices.refused(codeOf(error));
      }
      setWanted((newest) => (newest === body ? undefined : newest));
    });
  };
  return { shown: { state, capacity }, say };
};

const Availabilities = ({ me }: { me: QueueDesk['me'] }) => {
  const { t } = useTranslation('desk');
  const { shown, say } = useAvailability(me);
  const [reason, setReason] = useState(me.reason);
  return (
    <div className={css.menu}>
      <Radio.Group label={t('availability.title')} value={me.state} onChange={(state) => say({ state })}>
        <div className={css.states}>
          {AVAILABILITIES.map((state) => (
            <Radio
              key={state}
              value={state}
              label={t(`availability.${state}`)}
              description={t(`availability.${state}Hint`)}
            />
          ))}
        </div>
      </Radio.Group>
      {shown.state === 'away' && (
        <TextInput
          label={t('availability.reason')}
          placeholder={t('availability.reasonHint')}
          maxLength={MAX_AWAY_LENGTH}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          onBlur={() => say({ reason })}
          onKeyDown={(event) => event.key === 'Enter' && say({ reason })}
        />
      )}
      <NumberInput
        label={t('availability.capacity')}
        description={t('availability.load', { count: me.load })}
        min={1}
        max={MAX_CAPACITY}
        clampBehavior="strict"
        allowDecimal={false}
        value={shown.capacity}
        onChange={(value) =>
          typeof value === 'number' && value !== shown.capacity && say({ capacity: value })
        }
      />
    </div>
  );
};

const AlertSwitches = () => {
  const { t } = useTranslation('desk');
  const { alerts } = useDesk();
  const { sound, notices } = useSnapshot(alerts);
  const [denied, setDenied] = useState(false);
  // The browser asks its person, and only now that they pressed.
  const ask = async (wanted: boolean): Promise<void> => {
    const granted = wanted && (await Notification.requestPermission()) === 'granted';
    setDenied(wanted && !granted);
    alerts.change({ notices: granted });
  };
  return (
    <div className={css.alerts}>
      <Switch
        label={t('alerts.sound')}
        checked={sound}
        onChange={(event) => alerts.change({ sound: event.currentTarget.checked })}
      />
      <Switch
        label={t('alerts.notices')}
        checked={notices}
        error={denied && t('alerts.denied')}
        onChange={(event) => void ask(event.currentTarget.checked)}
      />
    </div>
  );
};
