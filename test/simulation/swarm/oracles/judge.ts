import type { RunRecord } from '../run-record.ts';
import { accused } from './accused.ts';
import { createdOnce } from './created-once.ts';
import { editsKept } from './edits-kept.ts';
import { explained } from './explained.ts';
import { fenced } from './fenced.ts';
import { Judgement } from './judgement.ts';
import { keptPlan } from './kept-plan.ts';
import { knownAsOurs } from './known-as-ours.ts';
import { lookedAgain } from './looked-again.ts';
import { lookedFirst } from './looked-first.ts';
import { matched } from './matched.ts';
import { patient } from './patient.ts';
import { queued } from './queued.ts';
import { remembered } from './remembered.ts';
import { secretsKept } from './secrets-kept.ts';
import { settled } from './settled.ts';
import { settledOnce } from './settled-once.ts';
import { smooth } from './smooth.ts';
import { takenOver } from './taken-over.ts';
import { truthful } from './truthful.ts';
import type { Oracle, Violation } from './violation.ts';
import { withoutEffect } from './without-effect.ts';

const oracles: { readonly [name: string]: Oracle } = {
  settled,
  editsKept,
  createdOnce,
  explained,
  fenced,
  truthful,
  withoutEffect,
  settledOnce,
  lookedAgain,
  accused,
  queued,
  remembered,
  matched,
  knownAsOurs,
  lookedFirst,
  keptPlan,
  patient,
  takenOver,
  smooth,
  secretsKept,
};

/** Asks all oracles about a run. */
export function judge(record: RunRecord): readonly Violation[] {
  const judgement = new Judgement(record);
  return Object.entries(oracles).flatMap(([name, oracle]) =>
    oracle(record, judgement).map((says) => ({ oracle: name, says })),
  );
}
