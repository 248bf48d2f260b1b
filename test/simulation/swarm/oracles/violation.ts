import type { RunRecord } from '../run-record.ts';
import type { Judgement } from './judgement.ts';

/** Something that must never be. */
export interface Violation {
  readonly oracle: string;
  readonly says: string;
}

/** Looks at a run that is over; answers what must not be, each in a sentence. */
export type Oracle = (record: RunRecord, judgement: Judgement) => readonly string[];
