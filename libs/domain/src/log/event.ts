import type { Actor } from '../shared/actor';

export const STREAM_KINDS = ['session', 'conversation'] as const;
export type StreamKind = (typeof STREAM_KINDS)[number];

/** What a device signed about itself. `text` is the exact signed string; `seq` counts per device from 1. */
export interface SignedReport {
  readonly deviceId: string;
  readonly seq: number;
  readonly text: string;
  readonly signature: string;
}

/** An event as decided, before it has a place in a stream. */
export interface NewEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly version: number;
  readonly actor: Actor;
  /** Server time, ms since the epoch. */
  readonly at: number;
  /** Device time, ms since the epoch, of a device report. */
  readonly deviceAt?: number;
  readonly data: Data;
  readonly report?: SignedReport;
}

/** An event in its place: `seq` counts per stream from 1 without gaps. */
export interface PlacedEvent<Type extends string = string, Data = unknown> extends NewEvent<Type, Data> {
  readonly seq: number;
}

/** Events that every kind of stream can have. */
export interface CommonEventData {
  /** Bodies and salts at these places are gone for good; whom they were about. */
  'body.erased': { participantId: string | null; seqs: readonly number[] };
}

/** A place in a stream whose body the reader may not see, or whose body was erased. */
export interface HiddenEvent {
  readonly seq: number;
  readonly hidden: true;
}

/** Turns a map of event types to data into the union of new events. */
export type EventsOf<Map> = { [Type in keyof Map & string]: NewEvent<Type, Map[Type]> }[keyof Map & string];

/** Turns a map of event types to data into the union of placed events. */
export type PlacedOf<Map> = { [Type in keyof Map & string]: PlacedEvent<Type, Map[Type]> }[keyof Map &
  string];

/** Tells whether the body of a place is hidden from this reader. */
export const isHidden = (event: { readonly seq: number }): event is HiddenEvent => 'hidden' in event;
