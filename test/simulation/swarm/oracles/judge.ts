import type { RunRecord } from '../run-record.ts';
import { createdOnce } from './created-once.ts';
import { editsKept } from './edits-kept.ts';
import { explained } from './explained.ts';
import { fenced } from './fenced.ts';
import { Judgement } from './judgement.ts';
import { secretsKept } from './secrets-kept.ts';
import { settled } from './settled.ts';
import { truthful } from './truthful.ts';
import type { Oracle, Violation } from './violation.ts';

const oracles: { readonly [name: string]: Oracle } = {
  settled,
  editsKept,
  createdOnce,
  explained,
  fenced,
  truthful,
  secretsKept,
};

/** Asks all oracles about a run. */
export function judge(record: RunRecord): readonly Violation[] {
  const judgement = new Judgement(record);
  return Object.entries(oracles).flatMap(([name, oracle]) =>
    oracle(record, judgement).map((says) => ({ oracle: name, says })),
  );
}
