import { runSwarm } from '../run.ts';
import type { RunPlan } from '../run-plan.ts';
import type { ApplierRecord, RunRecord } from '../run-record.ts';
import { judge } from './judge.ts';

/** One apply that creates a skill and changes a queue, with nothing going wrong. */
const plan: RunPlan = {
  seed: 3,
  pageSize: 100,
  objects: [
    { kind: 'Skill', name: 's1', after: { description: 'Spoken' } },
    {
      kind: 'Queue',
      name: 'q1',
      before: { channel: 'voice', wrapUpTimeout: '10s' },
      after: { channel: 'voice', wrapUpTimeout: '20s' },
    },
  ],
  appliers: [{ parallelism: 1, lockTimeoutMs: 0, turns: [] }],
  strikes: [],
  acts: [],
};

/** A run in which all is well, for tests that tell it otherwise and ask what the oracles say. */
export class SoundRun {
  readonly plan = plan;
  readonly record: RunRecord;

  private constructor(record: RunRecord) {
    this.record = record;
  }

  static async done(): Promise<SoundRun> {
    return new SoundRun(await runSwarm(plan));
  }

  /** The oracles that find something in the run as it would have been with these changes. */
  findings(changed: Partial<RunRecord>): readonly string[] {
    return [...new Set(judge({ ...this.record, ...changed }).map(({ oracle }) => oracle))];
  }

  /** Its one process told otherwise. */
  withFirst(change: (applier: ApplierRecord) => ApplierRecord): Partial<RunRecord> {
    return { appliers: this.record.appliers.map((one) => (one.applier === 0 ? change(one) : one)) };
  }
}
