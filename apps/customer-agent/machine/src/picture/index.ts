export { type PictureHub, type PictureHubOptions, startPictureHub } from './hub';
export type { PictureOutlet, PictureViewer } from './viewer';
