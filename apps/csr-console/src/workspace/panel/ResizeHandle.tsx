import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { PANEL_WIDTH } from '../../app/layout-memory';
import { usePanel } from '../use-panel';
import css from './panel.module.css';

const STEP = 20;

/** The edge of the panel: drag it, or move it with the arrow keys. */
export const ResizeHandle = () => {
  const { t } = useTranslation('console');
  const { width, setWidth } = usePanel();
  const set = (wanted: number): void =>
    setWidth(Math.round(Math.min(PANEL_WIDTH.max, Math.max(PANEL_WIDTH.min, wanted))));
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) set(window.innerWidth - event.clientX);
  };
  const walk = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowLeft' ? STEP : event.key === 'ArrowRight' ? -STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    set(width + step);
  };
  return (
    <div
      className={css.handle}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('panel.resize')}
      aria-valuemin={PANEL_WIDTH.min}
      aria-valuemax={PANEL_WIDTH.max}
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => set(PANEL_WIDTH.default)}
      onKeyDown={walk}
    />
  );
};
