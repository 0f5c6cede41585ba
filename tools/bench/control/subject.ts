import type { XDesktop } from '@relevo/testing';
import type { Page } from 'playwright-core';
import type { Cleanup } from '../machine/cleanup';

/** Process trees whose cost is told apart. */
export type Group = 'agent' | 'server' | 'viewer' | 'x';

/** A product that shows one desktop in one browser, ready to be measured. */
export interface Subject {
  readonly name: string;
  readonly desktop: XDesktop;
  /** The viewer's page, with the probe in it. */
  readonly page: Page;
  readonly groups: Readonly<Record<Group, readonly number[]>>;
  /** ms until the desktop could be seen. */
  readonly start: { readonly allowToPixels: number | null; readonly openToPixels: number | null };
  /** Lets keys go to the far desktop. */
  focus(): Promise<void>;
}

export interface Surroundings {
  readonly width: number;
  readonly height: number;
  /** A folder of this run. */
  readonly folder: string;
  readonly cleanup: Cleanup;
  readonly say: (line: string) => void;
}

/** Brings a product up. */
export type Adapter = (surroundings: Surroundings) => Promise<Subject>;
