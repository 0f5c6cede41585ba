import { Menu } from '@mantine/core';
import { bitRate, countdown, firstName, useLanguage, useNow } from '@relevo/ui';
import {
  IconArrowsMaximize,
  IconChevronDown,
  IconDeviceDesktop,
  IconEye,
  IconKeyboard,
  IconMinimize,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { RELEASE_KEYS } from '../../app/release-keys';
import { customerOf } from '../../session/customer';
import { IconScreenCursor } from '../tools/icons';
import { useGrants } from '../tools/use-grants';
import { useRemote, useSession } from '../use-work';
import css from './stage.module.css';
import type { Scaling } from './use-scaling';

/** Above the picture, always in the same place: what runs, what waits, and how the picture is shown. */
export const Strip = ({
  scaling,
  capturing,
  full,
  onFull,
}: {
  scaling: Scaling;
  /** Keys go to the far side now. */
  capturing: boolean;
  full: boolean;
  onFull: () => void;
}) => {
  const { t } = useTranslation(['console', 'common']);
  const { session } = useSession();
  const remote = useRemote();
  const { view, control, asked, stop, cancel } = useGrants();
  const now = useNow();
  const customer = customerOf(session);
  const name = customer ? firstName(customer.name) : '';
  const shown = remote.screen?.picture;
  const running = control ?? view;
  return (
    <div className={css.strip} role="group" aria-label={t('strip.label')}>
      {shown && (
        <span className={`${css.chip} ${css.w3}`}>
          <IconDeviceDesktop size={16} stroke={1.75} aria-hidden="true" />
          <span className="rv-ellipsis">{t('strip.screenOf', { name })}</span>
        </span>
      )}
      {running && (
        <span className={css.live}>
          <i data-control={control ? true : undefined} aria-hidden="true" />
          <span className="rv-ellipsis">{control ? t('strip.control') : t('strip.view')}</span>
          {running.until !== null && (
            <span className={`${css.soft} rv-num`}>
              {t('strip.left', { time: countdown(running.until - now) })}
            </span>
          )}
          <button
            type="button"
            className={css.stop}
            aria-label={control ? t('strip.stopControl') : t('strip.stopView')}
            disabled={running.status === 'stopping'}
            onClick={() => stop(running.id)}
          >
            {running.status === 'stopping' ? t('strip.stopping') : t('strip.stop')}
          </button>
        </span>
      )}
      {asked.map((request) => (
        <span key={request.id} className={`${css.pending} rv-waiting`}>
          {request.capability === 'input.control' ? (
            <IconScreenCursor size={16} />
          ) : (
            <IconEye size={16} stroke={1.75} aria-hidden="true" />
          )}
          <span className="rv-ellipsis">{t('strip.waiting', { name })}</span>
          <span className={`${css.soft} rv-num`}>{countdown(request.expiresAt - now)}</span>
          <button
            type="button"
            className={css.cancel}
            aria-label={
              request.capability === 'input.control' ? t('strip.cancelControl') : t('strip.cancelView')
            }
            onClick={() => cancel(request.id)}
          >
            {t('common:cancel')}
          </button>
        </span>
      ))}
      {control && shown && (
        <span className={`${css.keys} ${css.w2} rv-ellipsis`}>
          {remote.screen?.frozen ? t('strip.frozen', { name }) : capturing ? null : t('strip.captureOff')}
        </span>
      )}
      <span className={css.push} />
      {capturing && (
        <span className={css.keys} role="status">
          <span className={css.w2}>{t('strip.capture', { name })} · </span>
          <kbd>{RELEASE_KEYS}</kbd>
        </span>
      )}
      {shown === 'tiles' && <Stats />}
      {shown && <ScaleMenu scaling={scaling} />}
      {capturing && <IconKeyboard size={18} stroke={1.75} aria-hidden="true" />}
      {shown && (
        <button
          type="button"
          className={css.stripButton}
          aria-label={full ? t('scale.leaveFull') : t('scale.full')}
          title={full ? t('scale.leaveFull') : t('scale.full')}
          onClick={onFull}
        >
          {full ? (
            <IconMinimize size={18} stroke={1.75} aria-hidden="true" />
          ) : (
            <IconArrowsMaximize size={18} stroke={1.75} aria-hidden="true" />
          )}
        </button>
      )}
    </div>
  );
};

const Stats = () => {
  const { t } = useTranslation('console');
  const { language } = useLanguage();
  const { screen } = useRemote();
  if (!screen?.stats) return null;
  const { framesPerSecond, latencyMs, bitsPerSecond } = screen.stats;
  return (
    <span className={`${css.stats} rv-num`} role="group" aria-label={t('stats.label')}>
      <span title={t('stats.fpsName')}>{t('stats.fps', { count: Math.round(framesPerSecond) })}</span>
      {latencyMs !== null && (
        <span title={t('stats.latencyName')}>{t('stats.latency', { ms: Math.round(latencyMs) })}</span>
      )}
      <span className={css.w2} title={t('stats.rateName')}>
        {bitRate(bitsPerSecond, language)}
      </span>
    </span>
  );
};

const ScaleMenu = ({ scaling }: { scaling: Scaling }) => {
  const { t } = useTranslation('console');
  const percent = `${Math.round(scaling.factor * 100)} %`;
  return (
    <Menu position="bottom-end" portalProps={scaling.portal}>
      <Menu.Target>
        <button
          type="button"
          className={css.chip}
          style={{ background: 'none' }}
          aria-label={`${t('scale.label')}: ${percent}`}
        >
          <span className="rv-num">{percent}</span>
          <IconChevronDown size={16} stroke={1.75} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={scaling.mode}
          onChange={(mode) => scaling.setMode(mode === 'actual' ? 'actual' : 'fit')}
        >
          <Menu.RadioItem value="fit" closeMenuOnClick>
            {t('scale.fitLong')}
          </Menu.RadioItem>
          <Menu.RadioItem value="actual" closeMenuOnClick>
            {t('scale.actual')}
          </Menu.RadioItem>
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
};
