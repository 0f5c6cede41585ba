import { Autocomplete, NumberInput, Popover, Radio, Switch, Tooltip } from '@mantine/core';
import type { QueueDesk } from '@relevo/contracts';
import { AVAILABILITIES, MAX_AWAY_LENGTH, MAX_CAPACITY, standAt, standingOf } from '@relevo/domain';
import { countdown, useNow, useSnapshot } from '@relevo/ui';
import { IconHeadset } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import frame from '../app/frame.module.css';
import { useDesk } from '../app/use-desk';
import css from './queue.module.css';
import { useAvailability } from './use-availability';
import { WrapUpLeft } from './WrapUp';

/** Usual reasons, offered beside the person's own words; the first is taken when nothing else was said. */
const AWAY_REASONS = ['break', 'lunch', 'meeting', 'training'] as const;

/** How this person stands, with a way to say it anew, and how they want to hear of customers who come. */
export const AvailabilityMenu = () => {
  const { t } = useTranslation('desk');
  const desk = useSnapshot(useDesk().queues);
  const [opened, setOpened] = useState(false);
  const now = useNow();
  if (!desk) return null;
  const me = standAt(desk.me, now);
  const standing = standingOf(me, true);
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
            <IconHeadset
              size={20}
              stroke={1.75}
              aria-hidden="true"
              className={me.wrapUpUntil === null ? undefined : css.raised}
            />
            {me.wrapUpUntil === null ? (
              <span className={css.standing} data-standing={standing} />
            ) : (
              <span className={`${css.left} rv-num`} aria-hidden="true">
                {countdown(me.wrapUpUntil - now)}
              </span>
            )}
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

const Availabilities = ({ me }: { me: QueueDesk['me'] }) => {
  const { t } = useTranslation('desk');
  const { shown, say } = useAvailability(me);
  const usual = AWAY_REASONS.map((one) => t(`availability.because.${one}`));
  const first = usual[0] ?? '';
  const [reason, setReason] = useState(me.state === 'away' ? me.reason : first);
  // Nobody is away without a word of why: what was said before stays until there is another.
  const sayWhy = (text: string): void =>
    text.trim() ? say({ reason: text }) : setReason(me.reason || first);
  return (
    <div className={css.menu}>
      <Radio.Group
        label={t('availability.title')}
        value={me.state}
        onChange={(state) => say(state === 'away' ? { state, reason: reason.trim() || first } : { state })}
      >
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
      <WrapUpLeft />
      {shown.state === 'away' && (
        <Autocomplete
          label={t('availability.reason')}
          data={usual}
          // All of them, whatever stands there now.
          filter={({ options }) => options}
          // Elsewhere a press on one would be a press beside this menu, which closes it.
          comboboxProps={{ withinPortal: false }}
          maxLength={MAX_AWAY_LENGTH}
          value={reason}
          onChange={setReason}
          onOptionSubmit={sayWhy}
          onBlur={() => sayWhy(reason)}
          onKeyDown={(event) => event.key === 'Enter' && sayWhy(reason)}
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
