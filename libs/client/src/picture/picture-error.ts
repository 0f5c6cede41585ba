/** Why a picture frame was refused; after any of them the viewer asks for a full frame. */
export type PictureFault =
  | 'VERSION'
  | 'TRUNCATED'
  | 'TOO_LARGE'
  | 'OUTSIDE'
  | 'UNKNOWN_OPERATION'
  | 'PALETTE'
  | 'DATA'
  | 'NOT_KEPT'
  | 'NEEDS_FULL';

/** A frame that does not hold to the format. The message is for logs. */
export class PictureError extends Error {
  override readonly name = 'PictureError';

  constructor(
    readonly fault: PictureFault,
    message: string,
  ) {
    super(message);
  }
}
