import { readRecord, UPCASTERS, upcast, versionOf, widened } from '../index';

const steps = UPCASTERS as Record<string, readonly ((data: unknown) => unknown)[]>;

test('an event is brought to the version of today, step by step', () => {
  const before = steps['session.ended'] ?? [];
  steps['session.ended'] = [
    (data) => ({ ...(data as object), by: 'csr' }),
    (data) => ({ ...(data as object), by: `${(data as { by: string }).by}!` }),
  ];
  expect(versionOf('session.ended')).toBe(3);
  const at = (version: number, data: object) => upcast({ type: 'session.ended', version, data });
  expect(at(1, { reason: 'ended' })).toEqual({
    type: 'session.ended',
    version: 3,
    data: { reason: 'ended', by: 'csr!' },
  });
  expect(at(2, { by: 'x' })).toMatchObject({ version: 3, data: { by: 'x!' } });
  expect(at(3, { by: 'x' })).toMatchObject({ version: 3, data: { by: 'x' } });
  steps['session.ended'] = before;
});

test('what is of today, or only wider today, is taken as it stands', () => {
  const event = { type: 'session.ended', version: versionOf('session.ended'), data: { reason: 'ended' } };
  expect(upcast(event)).toBe(event);
  expect(widened(event.data)).toBe(event.data);
});

test('what another release wrote is never guessed at', () => {
  for (const [type, version] of [
    ['session.ended', versionOf('session.ended') + 1],
    ['session.ended', 0],
    ['session.ended', 1.5],
    ['session.dreamt', 1],
    ['constructor', 1],
  ] as const)
    expect(upcast({ type, version, data: {} })).toBe('unknown');
  const header = { stream: 's', seq: 1, v: 1, prev: '', commitment: '', hash: '' } as const;
  const body = JSON.stringify({ type: 'session.dreamt', version: 1, data: {} });
  expect(() => readRecord({ ...header, content: { salt: '', body } })).toThrow(/of another release/);
});

test('what devices sign is only ever widened: its words stay what they were', () => {
  for (const type of Object.keys(UPCASTERS).filter((name) =>
    /^(grant\.(given|denied|ended)|activity\.|device\.alarm)/.test(name),
  ))
    for (const step of steps[type] ?? []) expect(step).toBe(widened);
});
