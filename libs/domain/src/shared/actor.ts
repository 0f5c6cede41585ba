/** Who caused an event. `participant` acted through a page or console, `device` reported what happened on its machine. */
export type Actor =
  | { readonly kind: 'participant'; readonly participantId: string }
  | { readonly kind: 'device'; readonly participantId: string; readonly deviceId: string }
  | { readonly kind: 'system' };

/** The participant behind an actor, if there is one. */
export const participantOf = (actor: Actor): string | undefined =>
  actor.kind === 'system' ? undefined : actor.participantId;
