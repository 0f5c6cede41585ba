import { Skeleton } from '@mantine/core';
import type { WallBoard } from '@relevo/contracts';
import { STANDINGS } from '@relevo/domain';
import { Avatar, clock, nameIn, span, useLanguage, useNow } from '@relevo/ui';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Banner } from '../app/Banner';
import { useTitle } from '../app/use-title';
import { TeamSelect } from '../teams/TeamSelect';
import { useWallBoard } from './use-wall-board';
import css from './wall.module.css';

const route = getRouteApi('/desk/wall-board');

/** For a big screen in the room: what goes on now, who is there, and what today was like. */
export const WallBoardPage = () => {
  const { t } = useTranslation('desk');
  const { language } = useLanguage();
  const { team } = route.useSearch();
  const navigate = route.useNavigate();
  const known = useWallBoard(team);
  useTitle(t('wall.title'));
  return (
    <main className={css.page}>
      <div className={css.head}>
        <h1>{t('wall.title')}</h1>
        <TeamSelect
          small
          value={team}
          onChange={(chosen) => void navigate({ search: { team: chosen }, replace: true })}
        />
      </div>
      {known?.away && <Banner>{t('wall.away', { time: clock(known.at, language) })}</Banner>}
      {known ? <Board board={known.board} /> : <Skeleton height={420} radius="lg" aria-busy="true" />}
    </main>
  );
};

const Board = ({ board }: { board: WallBoard }) => {
  const { t } = useTranslation('desk');
  const { language } = useLanguage();
  const now = useNow();
  const { live, waiting, waitingSince, callBacks, escalated, shared, queues, csrs, today } = board;
  const since = (at: number | null): string => span(at === null ? null : now - at);
  const inOrder = csrs.toSorted((a, b) => STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing));
  return (
    <>
      <dl className={css.now}>
        <Figure label={t('wall.live')} value={live} />
        <Figure
          label={t('wall.waiting')}
          value={waiting}
          alarm={escalated > 0 ? t('wall.escalated', { count: escalated }) : undefined}
        />
        <Figure label={t('wall.longest')} value={since(waitingSince)} />
        <Figure label={t('wall.callBacks')} value={callBacks} />
      </dl>
      {shared && <p className={css.shared}>{t('wall.shared')}</p>}
      <div className={css.middle}>
        <section aria-labelledby="wall-team">
          <h2 id="wall-team">{t('wall.team')}</h2>
          <ul className={css.team}>
            {inOrder.map(({ accountId, name, standing, reason, load, capacity }) => (
              <li key={accountId} data-standing={standing}>
                <Avatar name={name} tone={standing === 'ready' ? 'accent' : 'quiet'} size={40} />
                <div>
                  <b className="rv-ellipsis">{name}</b>
                  <span className="rv-ellipsis">
                    {t(`availability.${standing}`)}
                    {standing === 'away' && reason && ` · ${reason}`}
                  </span>
                </div>
                <span className="rv-num">{t('wall.load', { load, capacity })}</span>
              </li>
            ))}
          </ul>
        </section>
        {queues.length > 0 && (
          <section aria-labelledby="wall-queues">
            <h2 id="wall-queues">{t('wall.queues')}</h2>
            <ul className={css.queues}>
              {queues.map((queue) => (
                <li key={queue.id}>
                  <div>
                    <b className="rv-ellipsis">{nameIn(language, queue)}</b>
                    <span>{t(queue.open ? 'wall.open' : 'wall.closed')}</span>
                  </div>
                  <span className="rv-num">{since(queue.waitingSince)}</span>
                  <b className={`${css.count} rv-num`}>{queue.waiting}</b>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      <section aria-labelledby="wall-today">
        <h2 id="wall-today">{t('wall.today')}</h2>
        <dl className={css.today}>
          <Figure label={t('wall.started')} value={today.started} />
          <Figure label={t('wall.ended')} value={today.ended} />
          <Figure label={t('wall.duration')} value={span(today.duration)} />
          <Figure label={t('wall.wait')} value={span(today.wait)} />
          <Figure label={t('wall.givenUp')} value={today.givenUp} />
        </dl>
      </section>
    </>
  );
};

const Figure = ({
  label,
  value,
  alarm,
}: {
  label: string;
  value: string | number;
  alarm?: string | undefined;
}) => (
  <div data-alarm={alarm !== undefined || undefined}>
    <dt>{label}</dt>
    <dd className="rv-num">
      {value}
      {alarm && <small>{alarm}</small>}
    </dd>
  </div>
);
