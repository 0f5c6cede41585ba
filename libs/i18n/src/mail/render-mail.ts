import { tinted } from '@relevo/domain';
import { escapeHtml as e } from '../html';
import type { Message, RenderedMail, Sender } from './mail';
import { oneLine, wordsOf } from './words';

const FONT = "Inter,system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',sans-serif";

/** The theme's colours (libs/ui/src/tokens.css), as values: mail programs know no variables. */
const ACCENT = { button: '#2a43ac', darkButton: '#304bc0', darkEdge: '#6f8bf0', darkLink: '#bccbfc' };
type Colours = typeof ACCENT;

/** The same in the hue of the site. */
const coloursFor = (accent: string | null): Colours =>
  accent === null
    ? ACCENT
    : {
        button: tinted(accent, ACCENT.button),
        darkButton: tinted(accent, ACCENT.darkButton),
        darkEdge: tinted(accent, ACCENT.darkEdge),
        darkLink: tinted(accent, ACCENT.darkLink),
      };

/** What is light at the elements, in a rule for the dark. */
const darkRules = ({
  darkButton,
  darkEdge,
  darkLink,
}: Colours): string => `@media (prefers-color-scheme: dark) {
.bg { background: #0d1015 !important; } .card { background: #1c212a !important; border-color: #282e39 !important; }
.words { color: #e8ebf0 !important; } .quiet { color: #c9ced8 !important; } .link { color: ${darkLink} !important; }
.note { background: #14181f !important; } .button { background: ${darkButton} !important; border-color: ${darkEdge} !important; } }
@media (max-width: 480px) { .card { padding: 24px 20px !important; } .edge { padding: 16px 12px !important; } .button { display: block !important; text-align: center !important; } }`;

const paragraph = (kind: 'words' | 'quiet', text: string): string =>
  text === ''
    ? ''
    : `<p class="${kind}" style="margin:0 0 16px;font-size:17px;line-height:26px;color:${kind === 'words' ? '#151a24' : '#444d5e'}">${e(text)}</p>`;

/**
 * A mail as text and as HTML, in the project's look, light and dark. It loads nothing: no picture, no font, nothing by which a
 * sender could see that it is read. Everything in it is text that others may have chosen: nothing of it is markup.
 */
export const renderMail = (message: Message, sender: Sender): RenderedMail => {
  const words = wordsOf(message, sender);
  const colours = coloursFor(sender.accent);
  const { subject, title, lead, promise, button, link, minutes, warning, linkText, footer } = words;
  const text = [title, lead, promise, link && `${button}:\n${link}`, minutes, warning, `--\n${footer}`]
    .filter((part) => part !== '')
    .join('\n\n');
  const way =
    link === ''
      ? ''
      : `<p style="margin:24px 0"><a class="button" href="${e(link)}" style="display:inline-block;padding:14px 28px;border:1px solid ${colours.button};border-radius:6px;background:${colours.button};color:#ffffff;font-size:17px;line-height:26px;font-weight:500;text-decoration:none">${e(button)}</a></p>
${paragraph('quiet', minutes)}`;
  const copied =
    link === ''
      ? ''
      : `<p class="quiet" style="margin:0;font-size:13px;line-height:18px;color:#444d5e">${e(linkText)}<br><a class="link" href="${e(link)}" style="color:${colours.button};overflow-wrap:anywhere;word-break:break-all">${e(link)}</a></p>`;
  const note =
    warning === ''
      ? ''
      : `<p class="note quiet" style="margin:0 0 16px;padding:12px 16px;border-radius:6px;background:#f1f3f6;font-size:14px;line-height:20px;color:#444d5e">${e(warning)}</p>`;
  const html = `<!doctype html>
<html lang="${sender.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${e(subject)}</title>
<style>:root { color-scheme: light dark; }
${darkRules(colours)}</style>
</head>
<body class="bg" style="margin:0;background:#f1f3f6;font-family:${FONT}">
<div class="bg edge" style="padding:32px 16px;background:#f1f3f6">
<div class="card" style="max-width:560px;box-sizing:border-box;margin:0 auto;padding:32px 40px;border:1px solid #e5e8ed;border-radius:16px;background:#ffffff">
<p class="quiet" style="margin:0 0 24px;font-size:14px;line-height:20px;font-weight:600;color:#444d5e">${e(oneLine(sender.organisation))}</p>
<h1 class="words" style="margin:0 0 16px;font-size:24px;line-height:32px;font-weight:600;color:#151a24">${e(title)}</h1>
${[paragraph('words', lead), paragraph('quiet', promise), way, note, copied].filter((part) => part !== '').join('\n')}
</div>
<p class="quiet" style="max-width:560px;margin:16px auto 0;font-size:13px;line-height:18px;text-align:center;color:#444d5e">${e(footer)}</p>
</div>
</body>
</html>
`;
  return { subject: oneLine(subject), text: `${text}\n`, html };
};
