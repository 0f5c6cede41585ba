import { anId, arrive, aSession, enter, invitedExpert, NOON, OWNER, type SessionLog } from '@relevo/testing';
import {
  eventsAboutExpected,
  expectedNames,
  namingsOf,
  namingsOfExpected,
  type SessionEvent,
} from '../index';

const expects = (log: SessionLog, customerName: string): void =>
  void log.must(OWNER, { type: 'session.label', data: { typeId: null, code: null, customerName } });
const notes = (log: SessionLog): void =>
  void log.must(OWNER, { type: 'note.save', data: { base: 0, text: 'María lives in Rome' } });
const end = (log: SessionLog): void => void log.must(OWNER, { type: 'session.end', data: {} });
let deliveries = 0;
/** An invite for a customer, whose link goes to an address. */
const send = (log: SessionLog, inviteId: string, csr?: { accountId: null; name: string }): void => {
  log.must(OWNER, { type: 'invite.create', data: { inviteId, minutes: null, ...(csr && { csr }) } });
  deliveries += 1;
  const data = { inviteId, deliveryId: anId(4000 + deliveries), channel: 'email', to: 'maria@example.org' };
  log.must(OWNER, { type: 'invite.send', data } as never);
};
const going = ({ state, events }: SessionLog): string[] => {
  const seqs = namingsOfExpected(state, events);
  return events.filter(({ seq }) => seqs.includes(seq)).map(({ type }) => type);
};

describe('erasing a customer who was expected and never came', () => {
  it('their name, also as it was spelled before, the address that got their link, and the notes go once it is over', () => {
    const log = aSession();
    expects(log, 'María');
    expects(log, 'María Gómez');
    send(log, anId(300));
    notes(log);
    expect(expectedNames(log.events)).toEqual(['María', 'María Gómez']);
    expect(going(log)).toEqual([]);
    end(log);
    expect(going(log)).toEqual(['customer.expected', 'customer.expected', 'invite.sending', 'note.saved']);
  });

  it('who stood at the door and was never let in was not helped; the notes go', () => {
    const log = aSession();
    expects(log, 'María');
    notes(log);
    arrive(log, 1, 'Luca');
    end(log);
    expect(going(log)).toEqual(['customer.expected', 'note.saved']);
  });

  it('notes stay when a customer was let in, and so does the address with whose link they came', () => {
    const log = aSession();
    expects(log, 'María');
    const luca = enter(log, 1, 'Luca');
    notes(log);
    end(log);
    const used = Object.values(log.state.invites).find(({ usedBy }) => usedBy === luca)?.id ?? '';
    const sending = {
      type: 'invite.sending',
      version: 1,
      at: NOON,
      seq: 90,
      actor: { kind: 'system' },
      data: { inviteId: used, deliveryId: anId(1), channel: 'email', to: 'luca@example.org' },
    } as SessionEvent;
    expect(going(log)).toEqual(['customer.expected']);
    expect(namingsOfExpected(log.state, [...log.events, sending])).not.toContain(90);
  });

  it('links for colleagues and experts stay with their addresses', () => {
    const log = aSession();
    expects(log, 'María');
    send(log, anId(301), { accountId: null, name: 'Jorge Peña' });
    invitedExpert(log, 1, []);
    end(log);
    expect(going(log)).toEqual(['customer.expected']);
  });

  it('nothing goes where nobody is expected, or no more, or it is gone already', () => {
    const nobody = aSession();
    send(nobody, anId(302));
    notes(nobody);
    end(nobody);
    expect(going(nobody)).toEqual([]);
    const log = aSession();
    expects(log, 'María');
    notes(log);
    end(log);
    const seqs = namingsOfExpected(log.state, log.events);
    const gone = log.events.map((e) => (seqs.includes(e.seq) ? { seq: e.seq, hidden: true as const } : e));
    expect(namingsOfExpected(log.state, gone)).toEqual([]);
    expect(expectedNames(gone)).toEqual([]);
  });

  it('what is known of them is the name and what became of their links; no note', () => {
    const log = aSession();
    expects(log, 'María');
    send(log, anId(303));
    send(log, anId(304), { accountId: null, name: 'Jorge Peña' });
    enter(log, 1, 'Luca');
    notes(log);
    end(log);
    const about = eventsAboutExpected(log.state, log.events);
    expect(about.map(({ type }) => type)).toEqual(['customer.expected', 'invite.created', 'invite.sending']);
    const gone = log.events.map(({ seq }) => ({ seq, hidden: true as const }));
    expect(eventsAboutExpected(log.state, gone)).toEqual([]);
  });

  it('an address by which nobody came goes with the only customer who was helped, and stays when there were two', () => {
    const alone = aSession();
    const maria = enter(alone, 1);
    send(alone, anId(305));
    end(alone);
    const sent = (log: SessionLog) => log.events.find(({ type }) => type === 'invite.sending')?.seq;
    expect(namingsOf(alone.state, alone.events, maria)).toContain(sent(alone));
    const shared = aSession();
    const [one] = [enter(shared, 1), enter(shared, 2)];
    send(shared, anId(306));
    end(shared);
    expect(namingsOf(shared.state, shared.events, one)).not.toContain(sent(shared));
  });
});
