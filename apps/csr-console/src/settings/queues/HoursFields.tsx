import { ActionIcon, Button, Fieldset, Select, TextInput } from '@mantine/core';
import { type OpeningHours, type OpenSpan, QUARTER } from '@relevo/domain';
import { minuteClock, timeZones, useLanguage, weekday } from '@relevo/ui';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import css from '../settings.module.css';
import own from './queues.module.css';

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const ZONES = timeZones();

/** To the quarter of an hour; what is no time is midnight. */
const minuteOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return (Math.round((hours * 60 + minutes || 0) / QUARTER) * QUARTER) % 1440;
};

/** When a queue is open: spans of a week, by the clock of one place. */
export const HoursFields = ({
  hours,
  onChange,
}: {
  hours: OpeningHours;
  onChange: (hours: OpeningHours) => void;
}) => {
  const { t } = useTranslation('desk');
  const { language } = useLanguage();
  const { zone, spans } = hours;
  const put = (next: readonly OpenSpan[]): void => onChange({ zone, spans: next });
  const change = (at: number, over: Partial<OpenSpan>): void =>
    put(spans.map((span, place) => (place === at ? { ...span, ...over } : span)));
  return (
    <Fieldset
      legend={t('queues.hours')}
      variant="unstyled"
      classNames={{ root: own.fieldset, legend: own.legend }}
    >
      <div className={own.list}>
        <p className={css.text}>{t(spans.length === 0 ? 'queues.hoursNone' : 'queues.overnight')}</p>
        {spans.map((span, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- spans have no other name than their place
          <div key={at} className={own.span}>
            <Select
              aria-label={t('queues.day')}
              data={DAYS.map((day) => ({ value: String(day), label: weekday(day, language) }))}
              allowDeselect={false}
              value={String(span.day)}
              onChange={(day) => change(at, { day: Number(day) })}
            />
            <TextInput
              type="time"
              step={QUARTER * 60}
              aria-label={t('queues.from')}
              value={minuteClock(span.from)}
              onChange={(event) => change(at, { from: minuteOf(event.currentTarget.value) })}
            />
            <TextInput
              type="time"
              step={QUARTER * 60}
              aria-label={t('queues.to')}
              value={minuteClock(span.to)}
              onChange={(event) => change(at, { to: minuteOf(event.currentTarget.value) })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('queues.removeSpan')}
              onClick={() => put(spans.filter((_, place) => place !== at))}
            >
              <IconX size={18} stroke={1.75} aria-hidden="true" />
            </ActionIcon>
          </div>
        ))}
        <div className={css.row}>
          {spans.length === 0 && (
            <Button
              size="xs"
              variant="default"
              onClick={() => put(DAYS.slice(0, 5).map((day) => ({ day, from: 540, to: 1020 })))}
            >
              {t('queues.workWeek')}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            onClick={() => put([...spans, { day: 1, from: 540, to: 1020 }])}
          >
            {t('queues.addSpan')}
          </Button>
        </div>
        {spans.length > 0 && (
          <Select
            label={t('queues.zone')}
            data={ZONES.includes(zone) ? ZONES : [zone, ...ZONES]}
            searchable
            allowDeselect={false}
            value={zone}
            onChange={(chosen) => chosen && onChange({ zone: chosen, spans })}
          />
        )}
      </div>
    </Fieldset>
  );
};
