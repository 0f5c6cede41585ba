import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

/** Repeatable words, so that each run shows the same pages. */
const wordsFrom = (seed: number) => {
  const all =
    'printer driver session update network customer window account support answer folder device cable monitor today letter request error screen password archive system install please restart remote connection reply office invoice'.split(
      ' ',
    );
  let state = seed;
  return (count: number): string =>
    Array.from({ length: count }, () => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return all[(state >>> 16) % all.length];
    }).join(' ');
};

const mail = (): string => {
  const words = wordsFrom(7);
  const rows = Array.from(
    { length: 22 },
    (
      _,
      i,
    ) => `<li class="${i === 3 ? 'on' : ''}"><i style="background:hsl(${i * 37} 45% 55%)">${words(1)[0]}</i>
      <div><b>${words(2)}</b><time>${9 + (i % 9)}:${10 + i}</time><p>${words(7)}</p></div></li>`,
  ).join('');
  const paragraphs = Array.from({ length: 13 }, () => `<p>${words(52)}.</p>`).join('');
  return `<style>
    body{margin:0;display:flex;height:100vh;font:14px/1.45 sans-serif;color:#1d2733;background:#fff}
    nav{width:220px;background:linear-gradient(#23324a,#3b5b86);color:#dfe8f4;padding:18px}nav p{margin:9px 0}
    ul{width:480px;margin:0;padding:0;list-style:none;border-right:1px solid #d5dce4;overflow:hidden}
    li{display:flex;gap:12px;padding:5px 14px;border-bottom:1px solid #eef1f5}li.on{background:#e3eefb}
    i{flex:none;width:34px;height:34px;border-radius:17px;color:#fff;text-align:center;line-height:34px}
    li div{flex:1}time{float:right;color:#6a7888;font-size:12px}li p{margin:0;color:#566577;white-space:nowrap;overflow:hidden;width:390px}
    main{flex:1;padding:24px 34px;overflow:hidden}h1{font-size:24px}main p{margin:0 0 12px}
    </style><nav>${Array.from({ length: 16 }, () => `<p>${words(2)}</p>`).join('')}</nav>
    <ul>${rows}</ul><main><h1>${words(6)}</h1>${paragraphs}</main>`;
};

const between = (i: number): string => [' = ', '.', '(', ', '][i % 4] ?? ' ';

const editor = (): string => {
  const words = wordsFrom(99);
  const colours = ['#9cdcfe', '#ce9178', '#c586c0', '#4ec9b0', '#dcdcaa', '#b5cea8'];
  const lines = Array.from({ length: 52 }, (_, i) => {
    const parts = words(4 + ((i * 7) % 8)).split(' ');
    const text = parts.map((part, n) => `<b style="color:${colours[(n + i) % colours.length]}">${part}</b>`);
    return `<div><s>${i + 1}</s>${'&nbsp;'.repeat(((i * 3) % 5) * 2)}${text.join(between(i))};</div>`;
  }).join('');
  return `<style>
    body{margin:0;display:flex;height:100vh;background:#1e1e1e;color:#d4d4d4;font:14px/20px monospace}
    aside{width:300px;background:linear-gradient(90deg,#252526,#2f3b52);font-family:sans-serif;padding:14px}
    main{flex:1;overflow:hidden;padding-top:6px}b{font-weight:400}s{display:inline-block;width:54px;text-align:right;margin-right:18px;color:#858585;text-decoration:none}
    footer{position:fixed;bottom:0;width:100%;background:#007acc;color:#fff;font:12px/22px sans-serif;padding-left:12px}
    </style><aside>${Array.from({ length: 40 }, () => `<div>${words(2)}.ts</div>`).join('')}</aside>
    <main>${lines}</main><footer>${words(6)}</footer>`;
};

/** Pixels of a page as the browser draws it, RGBA in base64. */
const drawn = async (page: Page, html: string): Promise<string> => {
  await page.setContent(html);
  const shot = (await page.screenshot({ type: 'png' })).toString('base64');
  return page.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let text = '';
    for (let at = 0; at < data.length; at += 32_768)
      text += String.fromCharCode(...data.subarray(at, at + 32_768));
    return btoa(text);
  }, shot);
};

/**
 * Two pages as people have them on their screens, with smoothed fonts and gradients: a mail program and an editor of program
 * text. Drawn by a browser into files of raw BGRX pixels. @returns their paths.
 */
export const drawRealPages = async (
  folder: string,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<readonly [string, string]> => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
    env: { ...process.env, TMPDIR: folder },
  });
  try {
    const page = await browser.newPage({ viewport: { width, height } });
    const write = async (name: string, html: string): Promise<string> => {
      const pixels = Buffer.from(await drawn(page, html), 'base64');
      if (pixels.length !== width * height * 4)
        throw new Error(`the page ${name} is not of the screen's size`);
      const path = join(folder, name);
      for (let at = 0; at < pixels.length; at += 4) {
        const red = pixels[at] ?? 0;
        pixels[at] = pixels[at + 2] ?? 0;
        pixels[at + 2] = red;
      }
      writeFileSync(path, pixels);
      return path;
    };
    return [await write('mail.bgrx', mail()), await write('editor.bgrx', editor())];
  } finally {
    await browser.close();
  }
};
