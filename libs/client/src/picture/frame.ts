/**
 * The binary frame of the picture, all numbers little-endian:
 *
 *     header      version u8 | flags u8 (1 = full, 2 = more, 4 = continues) | width u16 | height u16 | id u32 | age u16 | operations u16
 *     operation   type u8 | x u16 | y u16 | width u16 | height u16 | slot u16, if the type has the bit 128 | what the type needs:
 *       0 copy    source x u16 | source y u16                     rectangles may overlap
 *       1 fill    red u8 | green u8 | blue u8
 *       2 indexed colours - 1 u8 | colours x 3 | length u32 | deflated indexes of 1, 2, 4 or 8 bits, rows at whole bytes
 *       3 wide    colours u16 | colours x 3 | length u32 | deflated plane of low bytes, then of high bytes
 *       4 rgb     length u32 | deflated red, green, blue, each the difference from the pixel on the left
 *       5 recall  slot u16                                        what was kept there, of the same width and height
 *       6 lines   colours - 1 u8 | colours x 3                    indexes as of `indexed`, from the frame's own lines
 *     lines       length u32 | deflated indexes of all `lines`, one after the other; only if there are any
 *
 * `id` only grows; `age` is what passed between the grab and the end of encoding, in ms. A full frame covers the whole
 * picture and says its size; the others belong to the size and content that the frames before them left. After a frame with
 * `more` the picture is not whole before the first frame without: that one is shown and acknowledged for all of them.
 * An operation with data and a slot is kept there by the viewer, in place of what was, until the next full frame: the same
 * block of pixels need not be sent again while it is kept. The lines of a frame that `continues` may go back up to 32 KB into
 * the indexes of the lines before them, of this frame and of those before it: what is written repeats itself. Any other frame
 * begins anew.
 */
export const FRAME_VERSION = 4;
export const HEADER_BYTES = 14;
export const FLAG_FULL = 1;
export const FLAG_MORE = 2;
export const FLAG_CONTINUES = 4;

/** Operation types as they stand in the frame. 7 stays free for photographs. */
export const OPERATION = { copy: 0, fill: 1, indexed: 2, wide: 3, rgb: 4, recall: 5, lines: 6 } as const;
/** Of an operation's type: it is kept. */
export const KEPT = 128;

/** Longest side and largest area of a picture, in pixels. */
export const MAX_SIDE = 8192;
export const MAX_PIXELS = 1 << 24;
/** Whether a picture can have this size. */
export const isPictureSize = (width: number, height: number): boolean =>
  width >= 1 && height >= 1 && width <= MAX_SIDE && height <= MAX_SIDE && width * height <= MAX_PIXELS;
/** Largest rectangle of `wide` and `rgb` operations, in pixels. */
export const MAX_BLOCK_PIXELS = 1 << 17;
export const MAX_INDEXED_COLOURS = 256;
export const MAX_WIDE_COLOURS = 4096;
/** All operations of one frame together may draw this many times the picture's area: bounds the work of a viewer. */
export const MAX_OVERDRAW = 4;
export const MAX_OPERATIONS = 65_535;
export const MAX_FRAME_BYTES = 4 * MAX_PIXELS;
/** What a viewer keeps: so many blocks, each of at most so many bytes of data. */
export const KEPT_SLOTS = 256;
export const MAX_KEPT_BYTES = 1 << 16;

/** Indexes of all lines of a frame, in bytes, and how far back they may go. */
export const MAX_LINES_BYTES = 1 << 16;
export const MAX_PAST_BYTES = 1 << 15;

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface FrameHeader {
  readonly id: number;
  readonly full: boolean;
  /** The picture is whole only with the frames that follow. */
  readonly more: boolean;
  /** Its lines go back into those before. */
  readonly continues: boolean;
  readonly width: number;
  readonly height: number;
  /** Milliseconds from grab to encoded. */
  readonly ageMs: number;
}

export type Operation = Rectangle &
  (
    | { readonly type: 'copy'; readonly fromX: number; readonly fromY: number }
    /** Colour as 0xRRGGBB. */
    | { readonly type: 'fill'; readonly colour: number }
    /** `palette`: red, green, blue for each colour. */
    | ({ readonly type: 'indexed' | 'wide'; readonly palette: Uint8Array } & Data)
    | ({ readonly type: 'rgb' } & Data)
    | { readonly type: 'recall'; readonly slot: number }
    | { readonly type: 'lines'; readonly palette: Uint8Array }
  );

/** Something of at most 256 colours. */
export type Indexed = Rectangle & { readonly palette: Uint8Array };

interface Data {
  /** Raw deflate. */
  readonly data: Uint8Array;
  /** Where the viewer keeps it. */
  readonly keep?: number;
}

/** An operation that carries deflated data. */
export type DataOperation = Extract<Operation, { readonly data: Uint8Array }>;

/** Bits of an index into so many colours (2 to 256). */
export const indexBits = (colours: number): 1 | 2 | 4 | 8 =>
  colours <= 2 ? 1 : colours <= 4 ? 2 : colours <= 16 ? 4 : 8;

/** Size of the indexes of up to 256 colours, in bytes. */
export const indexBytes = ({ width, height, palette }: Indexed): number =>
  Math.ceil((width * indexBits(palette.length / 3)) / 8) * height;

/** Size of the indexes of all lines among some operations, in bytes. */
export const linesBytes = (operations: readonly Operation[]): number => {
  let bytes = 0;
  for (const operation of operations) if (operation.type === 'lines') bytes += indexBytes(operation);
  return bytes;
};

/** Size of an operation's data before deflating, in bytes. */
export const inflatedBytes = (operation: DataOperation): number => {
  const { width, height } = operation;
  if (operation.type === 'rgb') return width * height * 3;
  if (operation.type === 'wide') return width * height * 2;
  return indexBytes(operation);
};

/** More than any deflater makes of so many bytes: longer data is refused unread. */
export const maxDeflatedBytes = (inflated: number): number => inflated + (inflated >> 4) + 64;
