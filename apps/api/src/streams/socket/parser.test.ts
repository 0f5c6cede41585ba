import { jsonParser } from './parser';

/** What a socket's decoder makes of a packet. */
const read = (packet: unknown): unknown => {
  const decoder = new jsonParser.Decoder();
  let seen: unknown;
  decoder.on('decoded', (decoded) => {
    seen = decoded;
  });
  decoder.add(packet);
  return seen;
};

describe('packets', () => {
  it('SEC-W4 are read when they are messages of ours, and refused before they are parsed when they are deeper', () => {
    const data = { messageId: 'm', text: '[[[[[[[[[[[[{{', to: ['a', 'b'], sentAt: 1 };
    const packet = `27${JSON.stringify(['command', { stream: 's', data }])}`;
    expect(read(packet)).toMatchObject({ id: 7, data: ['command', { stream: 's', data }] });
    const parse = jest.spyOn(JSON, 'parse');
    expect(() => read(`2["command",${'['.repeat(30_000)}${']'.repeat(30_000)}]`)).toThrow('too deep');
    expect(parse).not.toHaveBeenCalled();
    parse.mockRestore();
  });

  it('SEC-W4 are never binary, nor do they announce attachments', () => {
    for (const packet of ['51-["command",{"_placeholder":true,"num":0}]', '61-1[]', new Uint8Array(4)])
      expect(() => read(packet)).toThrow('binary');
  });
});
