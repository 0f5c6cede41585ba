import { deflateSync } from 'node:zlib';
import { type AuditPage, LOGO_SIZE, type LookView, type SiteView } from '@relevo/contracts';
import { renderMail } from '@relevo/i18n';
import { PATIENCE_MS, until } from '@relevo/testing';
import { startApi, type TestApi } from '../support/api';
import { Caller, Csr, tokenOf } from '../support/people';

let api: TestApi;
let other: TestApi;
let ana: Csr;

beforeAll(async () => {
  api = await startApi();
  other = await startApi({ database: api.database });
  ana = await Csr.first(api);
});
afterAll(async () => {
  await other?.close();
  await api?.close();
});

const chunk = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
};

/** A PNG of one grey, with what the server looks at; base64. */
const png = (width: number, height: number, grey = 0x80): string => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((width + 1) * height, grey));
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]).toString('base64');
};

const lookAt = async (node: TestApi): Promise<LookView> =>
  (await new Caller(node).must<SiteView>('GET', '/site')).look;

test('W26 an administrator gives the site a colour and a logo; every node shows it, the mails too, and the audit names it', async () => {
  expect(await lookAt(api)).toEqual({ accent: null, logo: null });
  const logo = png(120, 40);
  const look = await ana.must<LookView>('PUT', '/site/look', { accent: '#0f766e', logo });
  expect(look).toEqual({
    accent: '#0f766e',
    logo: expect.stringMatching(/^\/api\/v1\/site\/logo\/[0-9a-f]{32}$/),
  });
  for (const node of [api, other]) {
    await until('the node shows it', PATIENCE_MS, async () =>
      (await lookAt(node)).accent === '#0f766e' ? true : null,
    );
    const answer = await fetch(`${node.url}${look.logo}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(Buffer.from(await answer.arrayBuffer()).toString('base64')).toBe(logo);
  }

  const session = await ana.start();
  const invite = await ana.invite(session.id);
  expect(tokenOf(invite)).not.toBe('');
  const page = await ana.page(`/sessions/${session.id}/invites/${invite.inviteId}/message.html?language=es`);
  const ours = renderMail({ kind: 'trial' }, { organisation: 'x', language: 'es', accent: null }).html;
  const theirs = renderMail({ kind: 'trial' }, { organisation: 'x', language: 'es', accent: '#0f766e' }).html;
  const dark = (html: string) => /\.button \{ background: (#[0-9a-f]{6})/.exec(html)?.[1];
  expect(dark(page.text)).toBe(dark(theirs));
  expect(dark(page.text)).not.toBe(dark(ours));

  const { entries } = await ana.must<AuditPage>('GET', '/audit');
  const entry = entries.find(({ action }) => action === 'site.look');
  expect(entry).toMatchObject({
    actor: 'Ana Ruiz',
    before: { accent: null, logo: null },
    after: { accent: '#0f766e' },
  });
});

test('a colour changes without the logo; a logo is taken away alone, and its old address shows nothing', async () => {
  const { logo } = await ana.must<LookView>('PUT', '/site/look', { accent: null, logo: png(64, 64, 0x20) });
  expect(await ana.must('PUT', '/site/look', { accent: '#be185d' })).toEqual({ accent: '#be185d', logo });
  expect(await ana.must('PUT', '/site/look', { accent: '#be185d', logo: null })).toEqual({
    accent: '#be185d',
    logo: null,
  });
  expect((await fetch(`${api.url}${logo}`)).status).toBe(404);
});

test('SEC-X1 what is no small PNG is refused, whatever it says it is', async () => {
  const before = await lookAt(api);
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const almost = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), svg]);
  for (const bytes of [svg, almost, Buffer.from('GIF89a'), Buffer.alloc(40)]) {
    const answer = await ana.call('PUT', '/site/look', { accent: null, logo: bytes.toString('base64') });
    expect([answer.status, answer.body]).toEqual([422, expect.objectContaining({ code: 'LOGO_UNUSABLE' })]);
  }
  for (const [width, height] of [
    [LOGO_SIZE.width + 1, 10],
    [10, LOGO_SIZE.height + 1],
    [0, 10],
    [0xffffffff, 10],
  ] as const) {
    const large = Buffer.from(png(8, 8), 'base64');
    large.writeUInt32BE(width, 16);
    large.writeUInt32BE(height, 20);
    const answer = await ana.call('PUT', '/site/look', { accent: null, logo: large.toString('base64') });
    expect(answer.status).toBe(422);
  }
  const body = (accent: unknown, logo?: unknown) => ana.call('PUT', '/site/look', { accent, logo });
  for (const accent of ['red', '#fff', '#0F766E', '#0f766e;background:url(//x)', 7])
    expect((await body(accent)).status).toBe(400);
  expect((await body(null, 'A'.repeat(60_000))).status).toBe(400);
  expect((await body(null, '*not base64*')).status).toBe(400);
  expect(await lookAt(api)).toEqual(before);
});

test('SEC-A2 nobody but an administrator changes how the site looks', async () => {
  for (const role of ['csr', 'supervisor'] as const) {
    const colleague = await Csr.another(api, 'Luca', role);
    expect((await colleague.call('PUT', '/site/look', { accent: null })).status).toBe(403);
  }
  expect((await new Caller(api).call('PUT', '/site/look', { accent: null })).status).toBe(401);
});
