import { bindInput, desktopPoint, type Size } from '@relevo/client/input';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isRelease } from '../../app/release-keys';
import { quietKeys } from '../../app/use-key';
import type { RemoteScreen } from '../../remote/remote-screen';
import css from './stage.module.css';

/** The customer's screen: the canvas of its tiles or the stream of its browser, with our hands on it while we control. */
export const Picture = ({
  screen,
  size,
  factor,
  lost,
  onVideoSize,
  onCapture,
}: {
  screen: RemoteScreen;
  /** Of the desktop, in its own pixels. */
  size: Size;
  /** CSS pixels for one of those. */
  factor: number;
  lost: boolean;
  onVideoSize: (size: Size) => void;
  /** Told whether keys go to the far side. */
  onCapture: (capturing: boolean) => void;
}) => {
  const host = useRef<HTMLDivElement>(null);
  const tiles = screen.picture === 'tiles';
  const sender = screen.sender();

  // The canvases belong to the screen and outlive this component: a tab behind keeps its picture.
  useLayoutEffect(() => {
    const element = host.current;
    if (!element || !tiles) return;
    return screen.show(element, css.cursor ?? '');
  }, [screen, tiles]);
  useEffect(() => screen.cursor.scaled(factor), [screen, factor]);

  return (
    <div
      ref={host}
      className={css.picture}
      data-lost={lost || undefined}
      style={{ width: size.width * factor, height: size.height * factor }}
    >
      {!tiles && screen.stream && <Video stream={screen.stream} onSize={onVideoSize} />}
      {tiles && sender && <Hands screen={screen} sender={sender} size={size} onCapture={onCapture} />}
    </div>
  );
};

/** For how long keys stay without effect after the way to the far side has closed under a person's hands. */
const QUIET_MS = 3000;

/** Takes keys, text, pointer and wheel while the customer lets us control. */
const Hands = ({
  screen,
  sender,
  size,
  onCapture,
}: {
  screen: RemoteScreen;
  sender: NonNullable<ReturnType<RemoteScreen['sender']>>;
  size: Size;
  onCapture: (capturing: boolean) => void;
}) => {
  const { t } = useTranslation('console');
  const area = useRef<HTMLTextAreaElement>(null);
  const [over, setOver] = useState(false);
  const { width, height } = size;
  const { frozen } = screen;

  // A layout effect: its end comes before the field leaves the page and loses the focus.
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    // The way out comes before all else, so that no far program can hold our keyboard.
    const leave = (event: KeyboardEvent): void => {
      if (!isRelease(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      element.blur();
    };
    element.addEventListener('keydown', leave, { capture: true });
    return () => {
      element.removeEventListener('keydown', leave, { capture: true });
      if (document.activeElement === element) quietKeys(QUIET_MS);
      onCapture(false);
    };
  }, [onCapture]);
  useEffect(() => {
    const element = area.current;
    // While a question is open over there nothing is sent; the field stays, so that keys do not fall through to the page.
    if (!element || frozen) return;
    const toDesktop = (clientX: number, clientY: number) =>
      desktopPoint(clientX, clientY, element.getBoundingClientRect(), { width, height });
    const follow = (event: PointerEvent): void => {
      const { x, y } = toDesktop(event.clientX, event.clientY);
      screen.cursor.moveByUs(x, y);
    };
    element.addEventListener('pointermove', follow);
    const unbind = bindInput(element, element, { sender, toDesktop });
    return () => {
      unbind();
      element.removeEventListener('pointermove', follow);
    };
  }, [screen, sender, frozen, width, height]);

  return (
    <>
      <span id="keyboard-hint" hidden>
        {t('stage.keyboardHint')}
      </span>
      <textarea
        ref={area}
        className={css.keyboard}
        aria-label={t('stage.keyboard')}
        aria-describedby="keyboard-hint"
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        readOnly={frozen}
        data-hide-cursor={(over && screen.cursor.known) || undefined}
        onPointerEnter={() => setOver(true)}
        onPointerLeave={() => setOver(false)}
        onFocus={() => onCapture(true)}
        onBlur={() => onCapture(false)}
      />
    </>
  );
};

const Video = ({ stream, onSize }: { stream: MediaStream; onSize: (size: Size) => void }) => {
  const { t } = useTranslation('console');
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = stream;
    return () => {
      element.srcObject = null;
    };
  }, [stream]);
  return (
    <video
      ref={video}
      autoPlay
      muted
      playsInline
      aria-label={t('stage.label')}
      onResize={(event) =>
        onSize({ width: event.currentTarget.videoWidth, height: event.currentTarget.videoHeight })
      }
    />
  );
};
