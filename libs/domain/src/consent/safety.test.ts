import { ConsentScene } from '@relevo/testing';
import {
  answerSafety,
  codesDiffer,
  isFrozen,
  ledgerGrants,
  openPrompt,
  ownWord,
  recallSafety,
} from '../index';

const say = (scene: ConsentScene, matches: boolean, csrId = 'ana') =>
  scene.do((ledger, now) => answerSafety(ledger, csrId, matches, now));
const data = { csrId: 'ana', csrKey: 'key of ana', fingerprints: { device: 'd1', csr: 'c1' } };

describe('comparing the safety code', () => {
  it('SEC-C11 nothing is checked until the person here says so; their word is a fact, told once', () => {
    const scene = new ConsentScene().link();
    expect(ownWord(scene.ledger, 'ana')).toBeUndefined();
    say(say(scene, true), true);
    expect(ownWord(scene.ledger, 'ana')).toBe(true);
    expect(ownWord(scene.ledger, 'bea')).toBeUndefined();
    expect(scene.reported('safety.confirmed')).toEqual([data]);
  });

  it('SEC-C11 there is nothing to compare without a link', () => {
    const scene = say(new ConsentScene(), true);
    expect(ownWord(scene.ledger, 'ana')).toBeUndefined();
    expect(scene.facts).toEqual([]);
  });

  it('SEC-C11 a new connection of the same keys stays checked, one of another key does not, and is an alarm', () => {
    const scene = say(new ConsentScene().link(), true).link('ana', 2);
    expect(ownWord(scene.ledger, 'ana')).toBe(true);
    expect(scene.ledger.alarms['wrong-key']).toBe(0);
    scene.link('ana', 3, 'key of mallory');
    expect(ownWord(scene.ledger, 'ana')).toBeUndefined();
    expect(scene.ledger.alarms['wrong-key']).toBe(1);
  });

  it('SEC-C11 a key that changes in mid-session is an alarm and ends control, also when nothing was compared', () => {
    const scene = new ConsentScene().link();
    scene.give({ capability: 'input.control', minutes: 20 });
    scene.link('ana', 2, 'key of mallory');
    expect(ledgerGrants(scene.ledger)).toEqual([]);
    expect(scene.reported('grant.ended').map((fact) => fact['reason'])).toEqual([
      'key-changed',
      'key-changed',
    ]);
    scene.pass(10_000);
    expect(scene.reported('device.alarm')).toEqual([{ kind: 'wrong-key', count: 1 }]);
  });

  it('SEC-C11 "they do not match" ends every grant and question of that CSR at once, and lets nobody back in their name', () => {
    const scene = new ConsentScene().link().link('bea');
    const view = scene.give();
    scene.give({ csrId: 'bea', csrName: 'Bea Costa' });
    scene.ask({ capability: 'input.control', minutes: 20 });
    say(scene, false);
    expect(ledgerGrants(scene.ledger).map((grant) => grant.csrId)).toEqual(['bea']);
    expect(scene.reported('grant.ended')).toEqual([{ grantId: view, reason: 'safety' }]);
    expect(scene.reported('safety.denied')).toEqual([data]);
    expect(scene.ledger.alarms['codes-differ']).toBe(1);
    expect(scene.verdict({ grantId: view, seq: 9 })).toBe('no-grant');
    for (const key of ['key of ana', 'key of mallory']) scene.link('ana', 5, key);
    expect(scene.ledger.links['ana']).toBeUndefined();
    expect(ownWord(scene.ledger, 'ana')).toBe(false);
    say(scene, true);
    expect(ownWord(scene.ledger, 'ana')).toBe(false);
  });

  it('SEC-C11 an open question of that CSR is closed with "no"', () => {
    const scene = new ConsentScene().link();
    const requestId = scene.ask();
    scene.pass(500);
    expect(openPrompt(scene.ledger)).not.toBeNull();
    say(scene, false);
    expect(openPrompt(scene.ledger)).toBeNull();
    expect(isFrozen(scene.ledger)).toBe(true);
    expect(scene.reported('grant.denied')).toEqual([{ requestId, reason: 'safety' }]);
  });

  it('SEC-C11 the CSR’s own "they do not match" ends it here too, and is no word of the person here', () => {
    const scene = new ConsentScene().link();
    scene.give({ capability: 'input.control', minutes: 20 });
    for (let n = 0; n < 2; n += 1) scene.do((ledger, now) => codesDiffer(ledger, 'ana', now));
    expect(ledgerGrants(scene.ledger)).toEqual([]);
    expect(scene.reported('safety.denied')).toEqual([]);
    expect(scene.ledger.alarms['codes-differ']).toBe(1);
  });

  it('SEC-C11 "they do not match" concerns that CSR alone: another one’s question stands', () => {
    const scene = new ConsentScene().link().link('bea');
    scene.ask();
    const other = scene.ask({ csrId: 'bea' });
    scene.pass(500);
    say(scene, false);
    scene.pass(1_000);
    expect(openPrompt(scene.ledger)?.request.requestId).toBe(other);
    expect(scene.releases).toBe(0);
  });

  it('SEC-C11 a CSR who says that the codes differ before any link gets none', () => {
    const scene = new ConsentScene().do((ledger, now) => codesDiffer(ledger, 'ana', now)).link();
    expect(scene.ledger.links).toEqual({});
    expect(scene.ledger.safety).toEqual({ ana: { key: '', matches: false } });
  });

  it('SEC-C11 what was said before a reload counts for the same key only', () => {
    const scene = new ConsentScene();
    scene.ledger = recallSafety(scene.ledger, { ana: { key: 'key of ana', matches: true } });
    expect(ownWord(scene.ledger, 'ana')).toBeUndefined();
    scene.link();
    expect(ownWord(scene.ledger, 'ana')).toBe(true);
    const other = new ConsentScene();
    other.ledger = recallSafety(other.ledger, { ana: { key: 'another', matches: true } });
    other.link();
    expect(ownWord(other.ledger, 'ana')).toBeUndefined();
    expect(other.ledger.alarms['wrong-key']).toBe(1);
  });
});
