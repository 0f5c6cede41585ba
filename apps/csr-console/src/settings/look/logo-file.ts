import { LOGO_SIZE, MAX_LOGO_BYTES } from '@relevo/contracts';

export type LogoProblem = 'unreadable' | 'tooLarge';

/** A picture file as a PNG that fits, base64, never larger than it was. @returns why not, when it cannot be used */
export const logoOf = async (file: Blob): Promise<{ png: string } | { problem: LogoProblem }> => {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return { problem: 'unreadable' };
  const scale = Math.min(1, LOGO_SIZE.width / picture.width, LOGO_SIZE.height / picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (!context) return { problem: 'unreadable' };
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const png = canvas.toDataURL('image/png').split(',')[1] ?? '';
  return (png.length * 3) / 4 > MAX_LOGO_BYTES ? { problem: 'tooLarge' } : { png };
};
