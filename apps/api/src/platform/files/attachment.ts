import type { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { z } from 'zod';

/** What a handler declares whose answer is a file. */
export const FILE = z.unknown().meta({ type: 'string', format: 'binary' });

/** A file that browsers keep and never show (SEC-F4). @param name of plain letters, digits, dashes and dots */
export const attachment = (content: Readable | Buffer, name: string, type: string): StreamableFile => {
  const disposition = `attachment; filename="${name}"`;
  return Buffer.isBuffer(content)
    ? new StreamableFile(content, { type, disposition })
    : new StreamableFile(content, { type, disposition });
};
