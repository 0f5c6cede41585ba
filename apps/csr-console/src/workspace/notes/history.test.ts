import { aSession, help, OWNER } from '@relevo/testing';
import { noteHistory } from './history';

test('W36 W41 the notes hold every version and why the session changed hands, the newest first', () => {
  const log = aSession();
  const jorge = help(log, 1);
  const save = (text: string) =>
    log.must(OWNER, { type: 'note.save', data: { base: log.state.note?.seq ?? 0, text } });
  expect(noteHistory(log.events)).toEqual([]);
  save('One');
  log.must(OWNER, { type: 'control.transfer', data: { participantId: jorge, reason: 'My shift ends' } });
  save('Two');
  expect(noteHistory(log.events)).toEqual([
    { kind: 'version', version: expect.objectContaining({ text: 'Two', by: OWNER }) },
    {
      kind: 'handover',
      handover: expect.objectContaining({ from: OWNER, to: jorge, reason: 'My shift ends' }),
    },
    { kind: 'version', version: expect.objectContaining({ text: 'One', base: 0 }) },
  ]);
});

test('W41 a reason whose transfer cannot be read tells nothing by itself', () => {
  const log = aSession();
  const jorge = help(log, 1);
  log.must(OWNER, { type: 'control.transfer', data: { participantId: jorge, reason: 'My shift ends' } });
  const alone = log.events.filter((e) => e.type !== 'control.transferred');
  expect(noteHistory(alone)).toEqual([]);
});
