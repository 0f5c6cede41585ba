import type { ErrorBody, WireCommandType } from '@relevo/contracts';
import { aKeyText, aThumbprint } from '@relevo/testing';
import { v7 as uuid } from 'uuid';
import { commandData } from '../../libs/contracts/src/commands';
import { startApi, type TestApi } from '../support/api';
import { aSessionWithMaria, Csr } from '../support/people';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const hash = 'a'.repeat(64);
const safety = { deviceId: uuid(), csrKey: aThumbprint(), fingerprints: { device: hash, csr: hash } };
const person = { participantId: uuid() };

/** Every command that can be sent, and what a customer in the session is answered: `taken`, or why not. */
const COMMANDS: Readonly<Record<WireCommandType, { data: object; customer: ErrorBody['code'] | 'taken' }>> = {
  'session.end': { data: {}, customer: 'CUSTOMERS_CANNOT_END' },
  'session.park': { data: {}, customer: 'CSR_ONLY' },
  'session.keep': { data: {}, customer: 'CSR_ONLY' },
  'session.resume': { data: {}, customer: 'CSR_ONLY' },
  'session.label': { data: { typeId: null, code: null, customerName: 'Eva' }, customer: 'CSR_ONLY' },
  'invite.revoke': { data: { inviteId: uuid() }, customer: 'CSR_ONLY' },
  'participant.admit': { data: person, customer: 'CSR_ONLY' },
  'participant.decline': { data: person, customer: 'CSR_ONLY' },
  'participant.promote': { data: person, customer: 'CSR_ONLY' },
  'expert.remove': { data: person, customer: 'CSR_ONLY' },
  'control.transfer': { data: { ...person, reason: 'Mine' }, customer: 'CSR_ONLY' },
  'note.save': { data: { base: 0, text: 'Mine' }, customer: 'CSR_ONLY' },
  'survey.answer': { data: { score: 5, text: '' }, customer: 'SURVEY_TOO_EARLY' },
  'csr.presentKey': { data: { key: aKeyText(), thumbprint: aThumbprint() }, customer: 'CSR_ONLY' },
  'agent.suggest': { data: {}, customer: 'CSR_ONLY' },
  'grant.request': {
    data: { requestId: uuid(), capability: 'input.control', minutes: 5, participantId: null },
    customer: 'CSR_ONLY',
  },
  'grant.withdraw': { data: { requestId: uuid() }, customer: 'REQUEST_UNKNOWN' },
  'safety.confirm': { data: safety, customer: 'CSR_ONLY' },
  'safety.deny': { data: safety, customer: 'CSR_ONLY' },
  'grant.stop': { data: { grantId: uuid() }, customer: 'GRANT_NOT_HELD' },
  'device.report': {
    data: { report: { deviceId: uuid(), seq: 1, text: '{}', signature: 'AA' } },
    customer: 'BAD_REQUEST',
  },
  'message.post': {
    data: { messageId: uuid(), text: 'Hello', to: 'everyone', sentAt: 1 },
    customer: 'taken',
  },
  'participant.leave': { data: {}, customer: 'taken' },
};

it('SEC-A2 the table names every command, and no other', () => {
  expect(Object.keys(COMMANDS).sort()).toEqual(Object.keys(commandData).sort());
});

it('SEC-A2 a command of one session is for those in it; a customer gives only what is a customer’s', async () => {
  const { session, maria } = await aSessionWithMaria(await Csr.first(api));
  const strangers = {
    csr: await Csr.another(api),
    supervisor: await Csr.another(api, 'Sofia Conti', 'supervisor'),
    administrator: await Csr.another(api, 'Noa Levi', 'administrator'),
    'guest of another': (await aSessionWithMaria(await Csr.another(api))).maria,
  };
  const streamOf = (type: string): string => (type === 'message.post' ? session.conversationId : session.id);
  for (const [type, { data, customer }] of Object.entries(COMMANDS)) {
    for (const [seat, who] of Object.entries(strangers)) {
      const { status } = await who.command(streamOf(type), type, data);
      expect([seat, type, status]).toEqual([seat, type, 404]);
    }
    const { status, body } = await maria.command(streamOf(type), type, data);
    const answer = status === 200 ? 'taken' : (body as ErrorBody).code;
    expect([type, answer]).toEqual([type, customer]);
  }
});
