/** RFC 2083: the signature, then a first chunk IHDR of 13 bytes that begins with width and height. */
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const IHDR = Buffer.from('\0\0\0\rIHDR', 'latin1');

/** Sides of a PNG in pixels; null = it is none. */
export const pngSize = (bytes: Buffer): { width: number; height: number } | null =>
  bytes.length >= 33 && bytes.subarray(0, 8).equals(SIGNATURE) && bytes.subarray(8, 16).equals(IHDR)
    ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    : null;
