import { anId, NOON, runSteps, SESSION, type SessionLog, sessionSteps } from '@relevo/testing';
import fc from 'fast-check';
import {
  type Audience,
  abilities,
  type ConversationEvent,
  circleOf,
  decideConversation,
  evolveConversation,
  evolveSession,
  isRefusal,
  joined,
  mayReadConversation,
  mayReadSession,
  namable,
  noConversation,
  noSession,
  type Participant,
  recipientsOf,
} from '../index';

type Posted = Extract<ConversationEvent, { type: 'message.posted' }>;

/** Who was what when a line was said: what the rule is held against, written down at that moment. */
interface Said {
  readonly event: Posted;
  /** Customers, and experts from outside: they read only what was said in their presence. */
  readonly guestsThere: readonly string[];
}

const isGuest = ({ kind, expert }: Participant): boolean => kind === 'customer' || expert !== undefined;

const audience = fc.tuple(fc.nat(6), fc.nat(5), fc.nat(5));

/** A talk while people come and go: somebody says something to somebody between the steps. */
const talk = (
  sequence: Parameters<typeof runSteps>[0],
  choices: readonly [number, [number, number, number]][],
  automatic: boolean,
) => {
  const log = runSteps([], automatic);
  const said: Said[] = [];
  const refusals: string[] = [];
  sequence.forEach((step, at) => {
    step[1](log);
    const [speaker, [kind, a, b]] = choices[at % choices.length] ?? [0, [0, 0, 0]];
    const everybody = Object.keys(log.state.participants);
    const author = everybody[speaker % everybody.length] ?? '';
    const named = [everybody[a % everybody.length], everybody[b % everybody.length]] as string[];
    const to: Audience = kind < 2 ? 'everyone' : kind < 4 ? 'csrs' : named;
    const data = { messageId: anId(9), text: `secret ${said.length}`, to, sentAt: NOON };
    const actor = { kind: 'participant', participantId: author } as const;
    const context = { now: log.now, policy: log.policy, actor };
    const answer = decideConversation(log.state, { type: 'message.post', data }, context);
    if (isRefusal(answer)) refusals.push(answer.refused);
    else {
      const event = { ...(answer[0] as Posted), seq: said.length + 2 };
      const guestsThere = joined(log.state).flatMap((one) => (isGuest(one) ? [one.id] : []));
      said.push({ event, guestsThere });
    }
  });
  return { log, said, refusals };
};

const redactedState = ({ events, state }: SessionLog, who: string) =>
  events.reduce(
    (folded, event) =>
      evolveSession(folded, mayReadSession(state, event, who) ? event : { seq: event.seq, hidden: true }),
    noSession(SESSION),
  );

/** The rule in other words: who reads this line now. */
const reads = ({ state }: SessionLog, { event, guestsThere }: Said, who: string): boolean => {
  const { to, authorId, present } = event.data;
  const person = state.participants[who];
  if (person?.joinedSeq === undefined) return false;
  if (isGuest(person) && (person.status !== 'joined' || !guestsThere.includes(who)))
    return person.status === 'joined' && authorId === who;
  if (person.kind === 'csr' && person.status !== 'joined' && !present.includes(who)) return authorId === who;
  if (authorId === who || to === 'everyone') return true;
  return to === 'csrs' ? person.kind === 'csr' && !person.expert : to.includes(who);
};

test('W15 SEC-J5 in any session each reads exactly what was for them, may do what they may over the whole log, and a circle has one set of readers', () => {
  const met = new Map<string, number>();
  const count = (what: string): void => void met.set(what, (met.get(what) ?? 0) + 1);
  fc.assert(
    fc.property(
      sessionSteps,
      fc.array(fc.tuple(fc.nat(5), audience), { minLength: 7, maxLength: 40 }),
      fc.boolean(),
      (sequence, choices, automatic) => {
        const { log, said, refusals } = talk(sequence, choices, automatic);
        for (const code of refusals) count(code);
        for (const who of Object.keys(log.state.participants)) {
          let seen = noConversation(anId(101));
          for (const line of said) {
            const may = mayReadConversation(log.state, line.event, who);
            expect(may).toBe(reads(log, line, who));
            count(
              `${typeof line.event.data.to === 'string' ? line.event.data.to : 'named'} ${may ? 'read' : 'hidden'}`,
            );
            seen = evolveConversation(seen, may ? line.event : { seq: line.event.seq, hidden: true });
          }
          expect(seen.version).toBe(said.at(-1)?.event.seq ?? 0);
          // What a page folds from what it may read says the same as the server knows: what may be done, to whom, by which circle.
          const own = redactedState(log, who);
          expect(abilities(own, who, { now: log.now })).toEqual(abilities(log.state, who, { now: log.now }));
          if (log.state.participants[who]?.status === 'joined') {
            expect(namable(own, who).map(({ id }) => id)).toEqual(
              namable(log.state, who).map(({ id }) => id),
            );
            for (const { event } of said.filter((line) => reads(log, line, who)))
              expect(circleOf(own, event.data)).toBe(circleOf(log.state, event.data));
          }
          // Whoever reads two lines of a circle for which they were there reads all such lines of it.
          const circles = new Map<string, Set<boolean>>();
          for (const { event } of said.filter(({ event: { data } }) => data.present.includes(who))) {
            const circle = circleOf(log.state, event.data);
            const verdicts = circles.get(circle) ?? new Set();
            circles.set(circle, verdicts.add(mayReadConversation(log.state, event, who)));
          }
          for (const verdicts of circles.values()) expect(verdicts.size).toBe(1);
        }
        for (const { event } of said) {
          const recipients = recipientsOf(log.state, event.data);
          expect(recipients.every(({ id }) => event.data.present.includes(id))).toBe(true);
          expect(recipients.some(({ id }) => id === event.data.authorId)).toBe(false);
          if (typeof event.data.to !== 'string') expect(recipients).toHaveLength(event.data.to.length);
        }
      },
    ),
    { seed: 20261127, numRuns: 150 },
  );
  process.stdout.write(`talk: ${[...met].map(([what, times]) => `${what} ${times}`).join(', ')}\n`);
  expect([...met.keys()]).toEqual(
    expect.arrayContaining([
      'everyone read',
      'everyone hidden',
      'csrs read',
      'csrs hidden',
      'named read',
      'named hidden',
      'RECIPIENT_UNKNOWN',
      'RECIPIENT_NOT_ALLOWED',
      'RECIPIENTS_MISSING',
      'NOT_ADMITTED',
    ]),
  );
});
