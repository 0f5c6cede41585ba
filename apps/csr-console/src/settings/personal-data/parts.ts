import type { ChosenPart, CustomerPart } from '@relevo/contracts';

/** What tells one part from all others. */
export const keyOf = (part: ChosenPart): string => {
  switch (part.kind) {
    case 'came':
      return `${part.sessionId} ${part.participantId}`;
    case 'expected':
      return part.sessionId;
    case 'waits':
      return part.ticketId;
  }
};

/** A part as the server is asked for it. */
export const chosenOf = (part: CustomerPart): ChosenPart => {
  switch (part.kind) {
    case 'came':
      return { kind: 'came', sessionId: part.sessionId, participantId: part.participantId };
    case 'expected':
      return { kind: 'expected', sessionId: part.sessionId };
    case 'waits':
      return { kind: 'waits', ticketId: part.ticketId };
  }
};

/** Whether it cannot be erased yet: until a session is over, names decide who is who. */
export const isLive = (part: CustomerPart): boolean => part.kind !== 'waits' && !part.over;
