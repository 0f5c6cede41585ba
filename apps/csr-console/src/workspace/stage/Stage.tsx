import type { Size } from '@relevo/client/input';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banners } from '../Banners';
import { useRemote } from '../use-work';
import { Picture } from './Picture';
import { StageMessage } from './StageMessage';
import { Strip } from './Strip';
import css from './stage.module.css';
import { useFullScreen } from './use-full-screen';
import { useScaling } from './use-scaling';

/** The middle of the workspace: the customer's screen, or what to do to get there. */
export const Stage = ({ onInvite, onPeople }: { onInvite: () => void; onPeople: () => void }) => {
  const { t } = useTranslation('console');
  const { screen, link } = useRemote();
  const [stage, setStage] = useState<HTMLElement | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const [videoSize, setVideoSize] = useState<Size>();
  const [capturing, setCapturing] = useState(false);
  const { full, toggle } = useFullScreen(stage);
  const kind = screen?.picture;
  const size = kind === 'video' ? (videoSize ?? { width: 16, height: 9 }) : screen?.size;
  const scaling = useScaling(box, kind ? size : undefined, full ? stage : null);
  return (
    <section className={css.stage} aria-label={t('stage.label')} ref={setStage}>
      <Strip scaling={scaling} capturing={capturing} full={full} onFull={toggle} />
      <Banners onInvite={onInvite} onPeople={onPeople} />
      <div className={css.view}>
        <div className={css.box} ref={box} data-scale={scaling.mode}>
          {screen && kind && size ? (
            <Picture
              screen={screen}
              size={size}
              factor={scaling.factor}
              lost={link === 'lost'}
              onVideoSize={setVideoSize}
              onCapture={setCapturing}
            />
          ) : (
            <StageMessage onInvite={onInvite} />
          )}
        </div>
      </div>
    </section>
  );
};
