import type { DeviceReportText, Receipt } from '@relevo/contracts';
import type { SignedReport } from '@relevo/domain';
import {
  anId,
  aSession,
  aThumbprint,
  attach,
  enter,
  invitedExpert,
  OWNER,
  SESSION,
  seeded,
} from '@relevo/testing';
import { createDeviceKey, type SigningKey } from '../keys/key';
import { sha256 } from '../log/sha256';
import type { SessionSnapshot } from '../sync/types';
import { makeReceipt } from './make-receipt';
import { checkReceipt, sealReceipt } from './seal-receipt';

const HASH = 'a'.repeat(64);
const PAGE = '<!doctype html>\n<html><body>\n<h1>Receipt</h1>\nAna saw the screen\n';

let key: SigningKey;
beforeAll(async () => {
  key = await createDeviceKey();
});

const sign = async (
  deviceId: string,
  seq: number,
  at: number,
  type: DeviceReportText['type'],
  data: object,
): Promise<SignedReport> => {
  const text = JSON.stringify({ v: 1, sessionId: SESSION, deviceId, seq, at, type, data });
  return { deviceId, seq, text, signature: await key.sign(text) };
};

/** A session in which María allowed one look, which she stopped; `logged` of her two reports are in the log. */
const scene = async (logged: number) => {
  const log = aSession();
  const maria = enter(log, 1);
  const deviceId = attach(log, maria, 'page', 1);
  const grantId = anId(5001);
  const given = {
    grantId,
    requestId: anId(4001),
    deviceId,
    capability: 'screen.view',
    csrId: OWNER,
    csrKey: aThumbprint(),
    fingerprints: { device: HASH, csr: HASH },
    until: null,
    wordsHash: HASH,
    words: 'May Ana see your screen?',
    nonce: 'n',
  };
  const own = [
    await sign(deviceId, 1, log.now + 1000, 'grant.given', given),
    await sign(deviceId, 2, log.now + 9000, 'grant.ended', { grantId, deviceId, reason: 'customer' }),
  ];
  const timeline = [...log.events, ...own.slice(0, logged).map((report) => ({ report }))];
  const input = (over: Partial<SessionSnapshot> = {}) => ({
    snapshot: {
      sessionId: SESSION,
      session: log.state,
      timeline,
      me: log.state.participants[maria],
      alarm: undefined,
      ...over,
    } as unknown as SessionSnapshot,
    heads: [{ stream: SESSION, kind: 'session' as const, seq: log.state.version, hash: HASH }],
    deviceId,
    key: key.publicKey,
    own,
    language: 'en' as const,
    now: log.now + 20_000,
    leftAt: null as number | null,
  });
  const receipt = (over: Partial<ReturnType<typeof input>> = {}): Receipt => {
    const made = makeReceipt({ ...input(), ...over });
    if (!made) throw new Error('no receipt');
    return made;
  };
  return { log, maria, deviceId, own, input, receipt };
};

describe('W46 what a receipt says', () => {
  it('is who, what was given and when and how it ended, and where the chains stood', async () => {
    const { log, maria, receipt } = await scene(2);
    expect(receipt()).toMatchObject({
      number: '482913207',
      people: [
        { id: OWNER, name: 'Ana Ruiz', part: 'csr', to: null },
        { id: maria, name: 'María Gómez', part: 'customer', to: null },
      ],
      given: [
        {
          capability: 'screen.view',
          csr: 'Ana Ruiz',
          from: log.now + 1000,
          to: log.now + 9000,
          why: 'customer',
        },
      ],
      over: null,
      files: [],
      streams: [{ stream: SESSION, kind: 'session', seq: log.state.version, hash: HASH }],
      differences: [],
    });
    log.must(OWNER, { type: 'session.end', data: {} });
    const ended = await scene(2);
    ended.log.must(OWNER, { type: 'session.end', data: {} });
    const snapshot = ended.input({ session: ended.log.state }).snapshot;
    expect(ended.receipt({ snapshot }).over).toEqual({ how: 'ended', at: ended.log.now });
  });
  it('W39 that somebody from outside was a guest, whatever they called themselves', async () => {
    const { log, receipt, input } = await scene(2);
    const guest = invitedExpert(log, 1, []);
    const made = receipt(input({ session: log.state }));
    expect(made.people.map(({ id, part }) => [id, part])).toContainEqual([guest, 'guest']);
    expect((await checkReceipt(await sealReceipt(made, PAGE, key))).receipt?.people).toEqual(made.people);
  });
  it('W45 with the server gone names what the log lacks, and that the customer left here', async () => {
    const { log, maria, receipt } = await scene(1);
    const leftAt = log.now + 9000;
    const made = receipt({ leftAt });
    expect(made.over).toEqual({ how: 'left', at: leftAt });
    expect(made.people.find(({ id }) => id === maria)?.to).toBe(leftAt);
    expect(made.given).toMatchObject([{ to: log.now + 9000, why: 'customer' }]);
    expect(made.differences).toEqual([{ kind: 'missing', what: 'grant.ended', at: log.now + 9000 }]);
  });
  it('names a report that the log tells otherwise, and an alarm', async () => {
    const { own, input, receipt, deviceId, log } = await scene(2);
    const other = await sign(deviceId, 2, 5, 'grant.ended', {
      grantId: anId(5001),
      deviceId,
      reason: 'expired',
    });
    const timeline = [...log.events, { report: own[0] }, { report: other }];
    const alarm = { stream: SESSION, kind: 'forked', seq: 3 };
    const { snapshot } = input({ timeline, alarm } as unknown as Partial<SessionSnapshot>);
    expect(receipt({ snapshot }).differences).toEqual([
      { kind: 'different', what: 'grant.ended', at: log.now + 9000 },
      { kind: 'alarm', what: 'forked', at: null },
    ]);
  });
  it('is none before the log has told who we are', async () => {
    const { input } = await scene(0);
    expect(makeReceipt(input({ me: undefined }))).toBeUndefined();
  });
});

describe('W46 checking the file of a receipt', () => {
  /** The file with its machine part changed; `heal` = the check sum is made right again. */
  const changed = (file: string, change: (text: string) => string, heal = false): string => {
    const begin = file.indexOf('{"text"');
    const end = file.indexOf('</script>', begin);
    const seal = JSON.parse(file.slice(begin, end)) as Record<string, string>;
    const text = change(seal.text ?? '');
    const next = { ...seal, text, ...(heal && { sha256: sha256(text) }) };
    return file.slice(0, begin) + JSON.stringify(next).replaceAll('<', '\\u003c') + file.slice(end);
  };
  const verdict = async (file: string, expected?: string) => (await checkReceipt(file, expected)).verdict;

  it('is good as it was made, and by the key that was expected', async () => {
    const { receipt } = await scene(1);
    const made = receipt({ leftAt: 1 });
    const file = await sealReceipt(made, PAGE, key);
    expect(await checkReceipt(file)).toEqual({ verdict: 'good', receipt: made, key: key.thumbprint });
    expect(await verdict(file, key.thumbprint)).toBe('good');
    expect(await verdict(file, aThumbprint())).toBe('wrong-key');
  });
  it('is edited when anything that people or machines read was changed', async () => {
    const { receipt } = await scene(2);
    const file = await sealReceipt(receipt(), PAGE, key);
    expect(await verdict(file.replace('Ana saw', 'Ana never saw'))).toBe('edited');
    expect(await verdict(file.replace('<h1>', '<h1 hidden>'))).toBe('edited');
    expect(await verdict(`${file}<p>More</p>`)).toBe('edited');
    expect(await verdict(file.slice(0, -5))).toBe('edited');
    expect(await verdict(changed(file, (text) => text.replace('Ana Ruiz', 'Eve')))).toBe('edited');
    expect(await verdict(`<p>More</p>${file}`)).toBe('edited');
  });
  it('is of a wrong signature when the device that it names did not sign it', async () => {
    const { receipt } = await scene(2);
    const file = await sealReceipt(receipt(), PAGE, key);
    expect(await verdict(changed(file, (text) => text.replace('Ana Ruiz', 'Eve'), true))).toBe(
      'wrong-signature',
    );
    const other = await createDeviceKey();
    expect(await verdict(await sealReceipt(receipt(), PAGE, other))).toBe('wrong-signature');
  });
  it('holds a forged report when another key signs in the name of the device, or a report was changed', async () => {
    const { receipt } = await scene(2);
    const other = await createDeviceKey();
    const made = receipt();
    const taken = { ...made, device: { ...made.device, key: other.publicKey } };
    expect(await verdict(await sealReceipt(taken, PAGE, other))).toBe('forged-report');
    const reports = made.reports.map((report) => ({
      ...report,
      text: report.text.replace('customer', 'hotkey'),
    }));
    expect(await verdict(await sealReceipt({ ...made, reports }, PAGE, key))).toBe('forged-report');
    // With nothing that the device signed before, only the key itself tells.
    const empty = { ...taken, given: [], reports: [] };
    const file = await sealReceipt(empty, PAGE, other);
    expect(await verdict(file)).toBe('good');
    expect(await verdict(file, key.thumbprint)).toBe('wrong-key');
  });
  it('is unproven when it says something else than the signed words in it', async () => {
    const { receipt } = await scene(2);
    const made = receipt();
    expect(await verdict(await sealReceipt({ ...made, given: [] }, PAGE, key))).toBe('unproven');
    const later = made.given.map((grant) => ({ ...grant, to: (grant.to ?? 0) - 1000 }));
    expect(await verdict(await sealReceipt({ ...made, given: later }, PAGE, key))).toBe('unproven');
  });
  it('is unreadable when it is no receipt', async () => {
    for (const file of ['', '<html></html>', PAGE]) expect(await verdict(file)).toBe('unreadable');
    const { receipt } = await scene(0);
    const file = await sealReceipt(receipt(), PAGE, key);
    expect(await verdict(file.replace('"sha256"', '"sha1"'))).toBe('unreadable');
    expect(await verdict(changed(file, () => '{}', true))).toBe('unreadable');
  });
  it('SEC-X1 is unreadable when a name in it could steer what shows it, whoever signed it', async () => {
    const { receipt } = await scene(2);
    const made = receipt();
    const evil = 'x\u001b[2J\u001b]0;good\u0007';
    const people = made.people.map((person) => ({ ...person, name: evil }));
    for (const over of [
      { organisation: evil },
      { number: `1${evil}` },
      { people },
      { organisation: '\u202egood' },
    ])
      expect(await verdict(await sealReceipt({ ...made, ...over }, PAGE, key))).toBe('unreadable');
  });
  it('is never good with one character changed, wherever', async () => {
    const { receipt } = await scene(2);
    const file = await sealReceipt(receipt(), PAGE, key);
    const random = seeded(46);
    for (let i = 0; i < 400; i += 1) {
      const at = Math.floor(random() * file.length);
      const letter = file[at] === 'x' ? 'y' : 'x';
      const said = await verdict(file.slice(0, at) + letter + file.slice(at + 1));
      if (said === 'good') throw new Error(`good with ${letter} at ${at}: ${file.slice(at - 20, at + 20)}`);
    }
  });
});
