import type { Receipt } from '@relevo/contracts';
import { receipt as receiptWords } from '../catalogues/en/receipt';
import { escapeHtml } from '../html';
import { createI18n } from '../i18n';

const STYLE = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0; } dt { opacity: .75; } dd { margin: 0; }
table { width: 100%; border-collapse: collapse; } th, td { padding: .375rem .5rem .375rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #8884; }
code { overflow-wrap: anywhere; font-size: .8125rem; } .note { opacity: .8; } .alarm { border-left: 4px solid #c92a2a; padding-left: .75rem; }
@media (max-width: 34rem) { dl { display: block; } dd { margin-bottom: .5rem; } thead { display: none; } tr, td { display: block; } tr { padding: .5rem 0; border-bottom: 1px solid #8884; } td { border: 0; padding: .125rem 0; } td::before { content: attr(data-head) ": "; opacity: .75; } }`;

/**
 * The page of a receipt for people, in the language of the receipt: HTML from the doctype up to the end of what is read.
 * Everything in it is text that others chose: nothing of it is markup.
 * @param zone IANA name of the time zone in which times are told
 */
export const renderReceipt = (receipt: Receipt, zone: string): string => {
  const { language } = receipt;
  const t = createI18n(language).getFixedT(language, 'receipt');
  const e = (text: string): string => escapeHtml(text);
  const time = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeStyle: 'long',
    timeZone: zone,
  });
  const at = (ms: number | null): string => (ms === null ? '–' : e(time.format(ms)));
  // On a phone every cell stands under its own heading.
  const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string => {
    const columns = heads.map((head) => `<th scope="col">${e(head)}</th>`).join('');
    const lines = rows.map(
      (cells) =>
        `<tr>${cells.map((cell, i) => `<td data-head="${e(heads[i] ?? '')}">${cell}</td>`).join('')}</tr>`,
    );
    return `<table><thead><tr>${columns}</tr></thead><tbody>${lines.join('')}</tbody></table>`;
  };
  const section = (title: string, ...body: string[]): string => `<h2>${e(title)}</h2>\n${body.join('\n')}\n`;
  const fact = (name: string, value: string): string => `<dt>${e(name)}</dt><dd>${value}</dd>`;
  const nameOf = (what: string): string => {
    const key = `fact.${what}`;
    return key in receiptWords ? t(key as `fact.grant.given`) : what;
  };
  const me = receipt.people.find(({ id }) => id === receipt.device.participantId);

  // Beside the name of somebody from outside stands that they are.
  const guests = new Set(receipt.people.filter(({ part }) => part === 'guest').map(({ id }) => id));
  const named = (id: string, name: string): string => (guests.has(id) ? t('guest', { name }) : name);

  const head = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${e(t('title'))} · ${e(receipt.organisation)}</title>
<style>${STYLE}</style>
</head>
<body>
`;
  const over = receipt.over ? t(`over.${receipt.over.how}`) : t('over.open');
  const facts = [
    fact(t('organisation'), e(receipt.organisation)),
    fact(t('number'), e(receipt.number)),
    fact(t('you'), e(me?.name ?? '')),
    fact(t('from'), at(me?.from ?? null)),
    fact(t('ended'), `${at(receipt.over?.at ?? null)} · ${e(over)}`),
    fact(t('made'), at(receipt.madeAt)),
  ];
  const people = receipt.people.map(({ name, part, from, to }) => [
    e(name),
    e(t(`part.${part}`)),
    at(from),
    at(to),
  ]);
  const given = receipt.given.map(({ capability, csrId, csr, device, from, to, why }) => [
    e(t(`given.${capability}`)),
    e(named(csrId, csr)),
    e(device),
    at(from),
    at(to),
    why ? e(t(`why.${why}`)) : '–',
  ]);
  const differences = receipt.differences.map(
    ({ kind, what, at: when }) =>
      `<li>${e(t(`difference.${kind}`, { what: nameOf(what) }))}${when === null ? '' : ` (${at(when)})`}</li>`,
  );
  const streams = receipt.streams.map(({ kind, seq, hash }) => [
    e(t(`stream.${kind}`)),
    String(seq),
    `<code>${hash}</code>`,
  ]);
  return [
    head,
    `<h1>${e(t('title'))}</h1>\n<p>${e(t('lead'))}</p>\n<dl>${facts.join('')}</dl>\n`,
    section(t('people'), table([t('name'), t('part'), t('from'), t('to')], people)),
    section(
      t('given'),
      given.length === 0
        ? `<p>${e(t('given.nothing'))}</p>`
        : table([t('what'), t('whom'), t('device'), t('from'), t('to'), t('why')], given),
    ),
    section(t('files'), `<p>${e(t('files.none'))}</p>`),
    section(
      t('differences'),
      differences.length === 0
        ? `<p>${e(t('differences.none'))}</p>`
        : `<div class="alarm"><p>${e(t('differences.some'))}</p><ul>${differences.join('')}</ul></div>`,
    ),
    section(
      t('proof'),
      `<p class="note">${e(t('proof.text'))}</p>`,
      table([t('stream'), t('stream.seq'), t('stream.hash')], streams),
    ),
  ].join('');
};
