export { type DecodedFrame, decoderModule, PictureDecoder } from './decoder';
export { cutFrame, FrameJoiner, MAX_MESSAGE_BYTES } from './messages';
export { PictureError, type PictureFault } from './picture-error';
export type { PictureStats } from './picture-stats';
export { PictureView, type PictureViewOptions } from './view';
