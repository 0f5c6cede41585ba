import {
  IconCircleCheck,
  IconClock,
  IconDoorEnter,
  IconDoorExit,
  IconEye,
  IconHourglass,
  IconMessage,
  IconPlayerPause,
  IconZzz,
} from '@tabler/icons-react';
import { IconScreenCursor } from '../workspace/tools/icons';
import type { SessionMark } from './mark';

const ICONS = {
  loading: IconClock,
  prepared: IconClock,
  parked: IconPlayerPause,
  idle: IconZzz,
  nobody: IconClock,
  gone: IconDoorExit,
  waiting: IconDoorEnter,
  control: IconScreenCursor,
  view: IconEye,
  asked: IconHourglass,
  chat: IconMessage,
  ended: IconCircleCheck,
} as const;

/** A session's mark as an icon; the words stand beside it or in its label. */
export const MarkIcon = ({ mark, size }: { mark: SessionMark; size: number }) => {
  const Icon = ICONS[mark];
  return <Icon size={size} stroke={1.75} aria-hidden="true" />;
};
