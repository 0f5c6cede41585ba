import { Button } from '@mantine/core';
import type { Message, SessionEvent } from '@relevo/domain';
import { clockSeconds, Moment, useChatWords, useLanguage, wholeDay } from '@relevo/ui';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SignedMark } from '../workspace/events/SignedMark';
import { say } from '../workspace/events/say';
import { sentenceOf } from '../workspace/events/sentence';
import css from './history.module.css';
import { type Happening, timelineOf } from './timeline';
import type { Reading } from './use-reading';

/** What happened of one day, in the person's time zone. */
const byDay = (all: readonly Happening[], dayOf: (at: number) => string): [string, Happening[]][] => {
  const days: [string, Happening[]][] = [];
  for (const one of all) {
    const day = dayOf(one.at);
    const last = days.at(-1);
    if (last?.[0] === day) last[1].push(one);
    else days.push([day, [one]]);
  }
  return days;
};

/** The log of the session with what was said in it, as far as this reader may know. */
export const Timeline = ({
  reading,
  busy,
  onMore,
}: {
  reading: Reading;
  busy: boolean;
  onMore: () => void;
}) => {
  const { t } = useTranslation('history');
  const { language } = useLanguage();
  const { session, talk } = reading;
  const { messages } = talk.log.state;
  const all = useMemo(
    () => timelineOf(session.log.events as readonly SessionEvent[], messages),
    [session.log.events, messages],
  );
  const hidden = session.log.hidden + talk.log.hidden;
  return (
    <section className={css.timeline} aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t('timeline')}</h2>
      {byDay(all, (at) => wholeDay(at, language)).map(([day, happenings], index) => (
        // Times of a log may go back over midnight: a day can come twice.
        <div key={`${day} ${index}`}>
          <h3>{day}</h3>
          <ol>
            {happenings.map((one) =>
              one.kind === 'event' ? (
                <EventRow key={`e${one.event.seq}`} event={one.event} reading={reading} />
              ) : (
                <LineRow key={`l${one.line.seq}`} line={one.line} reading={reading} />
              ),
            )}
          </ol>
        </div>
      ))}
      {talk.more && !talk.stop && (
        <Button variant="default" loading={busy} onClick={onMore}>
          {t('timeline.more')}
        </Button>
      )}
      {hidden > 0 && <p className={css.lead}>{t('timeline.hidden', { count: hidden })}</p>}
    </section>
  );
};

const EventRow = ({ event, reading }: { event: SessionEvent; reading: Reading }) => {
  const { t } = useTranslation('console');
  const { language } = useLanguage();
  const context = { session: reading.session.log.state, me: reading.opened.participantId ?? '' };
  const sentence = sentenceOf(event, context);
  return (
    <li data-minor={sentence.minor || undefined}>
      <Moment at={event.at}>{clockSeconds(event.at, language)}</Moment>
      <div>
        <span dir="auto">{say(t, sentence)}</span>
        {event.report && <SignedMark />}
        {event.type === 'note.saved' && event.data.text !== '' && (
          <blockquote className={css.said} dir="auto">
            {event.data.text}
          </blockquote>
        )}
      </div>
    </li>
  );
};

const LineRow = ({ line, reading }: { line: Message; reading: Reading }) => {
  const { language } = useLanguage();
  const { t } = useTranslation('console');
  const { participants } = reading.session.log.state;
  const nameOf = useCallback(
    (id: string): string => participants[id]?.name ?? t('event.somebody'),
    [participants, t],
  );
  const isGuest = useCallback(
    (id: string): boolean => participants[id]?.expert !== undefined,
    [participants],
  );
  const words = useChatWords(participants[reading.opened.participantId ?? ''], nameOf, isGuest);
  const privately = words.privately(line);
  return (
    <li>
      <Moment at={line.at}>{clockSeconds(line.at, language)}</Moment>
      <div>
        <b dir="auto">{words.names([line.authorId])}</b>
        {privately && <small>{privately}</small>}
        <p className={css.said} dir="auto">
          {line.text}
        </p>
      </div>
    </li>
  );
};
