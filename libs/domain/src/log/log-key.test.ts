import { checkpointText, type LogKey, logKeyText, trustedKeys } from '../index';

/** Signatures that say who signed what; `stolen` = one that its owner never gave. */
const sign = (publicKey: string, text: string) => `${publicKey} over ${text}`;
const verify = async (publicKey: string, text: string, signature: string) =>
  signature === sign(publicKey, text);
const thumbprintOf = (publicKey: string) => `id of ${publicKey}`;

const key = (name: string, before: string | null, over: Partial<LogKey> = {}): LogKey => {
  const bare = { id: `id of ${name}`, publicKey: name, previous: before && `id of ${before}`, since: 1 };
  const text = logKeyText(bare);
  return { ...bare, signature: sign(name, text), vouched: before && sign(before, text), ...over };
};
const trusted = async (believed: readonly string[], keys: readonly LogKey[]) =>
  [...(await trustedKeys(believed, keys, verify, thumbprintOf))].map(([id, publicKey]) => {
    expect(id).toBe(thumbprintOf(publicKey));
    return publicKey;
  });

describe('keys that sign checkpoints', () => {
  const chain = [key('c', 'b'), key('a', null), key('b', 'a'), key('d', 'c')];

  it.each([
    ['the first', 'a'],
    ['one in the middle', 'b'],
    ['the last', 'd'],
  ])(
    'SEC-D1 are believed because %s is: along signatures, forwards and backwards, in any order',
    async (_name, first) => {
      expect((await trusted([`id of ${first}`], chain)).sort()).toEqual(['a', 'b', 'c', 'd']);
    },
  );

  it('SEC-D1 none is believed without one that is believed already', async () => {
    expect(await trusted([], chain)).toEqual([]);
    expect(await trusted(['id of z'], chain)).toEqual([]);
  });

  it('SEC-D1 a key that merely names one that is believed is not', async () => {
    const forged = sign('x', logKeyText(key('x', 'a')));
    for (const vouched of [null, forged, sign('a', 'something else')])
      expect(await trusted(['id of a'], [key('a', null), key('x', 'a', { vouched })])).toEqual(['a']);
  });

  it('SEC-D1 a key that was followed stands only if its follower, who is believed, signed so', async () => {
    const follower = key('b', 'a', { signature: 'stolen' });
    expect(await trusted(['id of b'], [key('a', null), follower])).toEqual(['b']);
    expect(await trusted(['id of b'], [key('a', null), key('b', null)])).toEqual(['b']);
  });

  it('SEC-D1 a key under another one’s id is not there at all', async () => {
    const impostor = { ...key('x', null), id: 'id of a' };
    expect(await trusted(['id of a'], [impostor])).toEqual([]);
    expect(await trusted(['id of a'], [impostor, key('b', 'a')])).toEqual([]);
  });

  it('SEC-D1 what is signed names its purpose, so that no signature stands for another thing', () => {
    expect(logKeyText(key('b', 'a'))).toBe('["relevo-log-key-1","id of b","b","id of a",1]');
    const checkpoint = { stream: 's', seq: 3, hash: 'h', at: 4, keyId: 'k' };
    expect(checkpointText(checkpoint)).toBe('["relevo-checkpoint-1","s",3,"h",4,"k"]');
  });
});
