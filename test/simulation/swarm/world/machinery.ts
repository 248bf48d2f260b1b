import type { World } from '../../../../src/app/world.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import { SeededRandom } from '../../../../src/host/seeded-random.ts';
import type { PlannedApplier, RunPlan } from '../run-plan.ts';
import type { ApplierRecord, RunRecord } from '../run-record.ts';
import { Admin } from './admin.ts';
import { chanceOf, worldOf } from './applier.ts';
import { declare, drafted, journalPath, keptPlanPath, lockPath } from './centre.ts';
import { type Ended, runApply, runApplyFile, runPlan } from './command.ts';
import { Disk } from './disk.ts';
import { leaveBehind } from './leftovers.ts';
import { Life, type Turn } from './life.ts';
import { Strikes, Tally } from './strikes.ts';
import { type Message, Tenant } from './tenant.ts';
import { Time } from './time.ts';
import { wireOf } from './wire.ts';

export interface Start extends PlannedApplier {
  /** It plans, and does not apply. */
  readonly planOnly?: true;
}

type Judged = Pick<RunRecord, 'plan' | 'last' | 'again' | 'unlocks' | 'entries' | 'journal' | 'check'>;

/** A simulated world: one tenant, one disk, one time, and the processes that come and go. */
export class Machinery {
  readonly time = new Time();
  readonly disk: Disk;
  readonly tenant: Tenant;
  readonly #plan: RunPlan;
  readonly #tally: Tally;
  readonly #admin: Admin;
  readonly #wall = { aheadMs: 0 };
  readonly #living = new Map<number, { readonly host: string; readonly life: Life }>();
  readonly #records: ApplierRecord[] = [];
  readonly #sent: Message[] = [];
  readonly #clientSecret: string;
  #messages = 0;
  #pids = 100;
  #areFaultsOver = false;

  private constructor(
    plan: RunPlan,
    time: Time,
    disk: Disk,
    tenant: Tenant,
    tally: Tally,
    clientSecret: string,
  ) {
    this.#plan = plan;
    this.time = time;
    this.disk = disk;
    this.tenant = tenant;
    this.#tally = tally;
    this.#clientSecret = clientSecret;
    this.#admin = new Admin(plan, tally);
  }

  static async open(plan: RunPlan, state: JsonObject): Promise<Machinery> {
    const time = new Time();
    const tally = new Tally();
    const { seed } = plan;
    const clientSecret = `canary-${new SeededRandom(seed).hex(12)}`;
    const unversioned = plan.unversioned ?? false;
    const tenant = await Tenant.open({ time, random: chanceOf(seed, 1), state, clientSecret, unversioned });
    if (unversioned) tally.add('no-versions');
    if (plan.pageSize < 100) tally.add('small-pages');
    const disk = new Disk({ time, random: chanceOf(seed, 2), tally });
    return new Machinery(plan, time, disk, tenant, tally, clientSecret);
  }

  /** From now on nothing goes wrong any more. */
  faultsEnd(): void {
    this.#areFaultsOver = true;
  }

  /** Runs a process; resolves when it has ended or died. */
  async start(applier: number, start: Start): Promise<ApplierRecord> {
    const { time } = this;
    const pid = ++this.#pids;
    const host = start.elsewhere ? 'there' : 'here';
    if (start.finds && this.#living.size === 0) await leaveBehind(this.disk, start.finds, this.#tally);
    this.#wall.aheadMs += start.clockAheadMs ?? 0;
    this.#noteStart(start);

    let planned: number | undefined;
    let stopped: number | undefined;
    const settlePlan = () => {
      planned ??= this.#messages;
    };
    const began = time.elapsed;
    const life = new Life({
      time,
      turns: start.turns,
      onTurn: (turn, isHeard) => {
        this.#noteTurn(applier, turn, isHeard, stopped !== undefined);
        if (turn.what === 'stop' && isHeard) stopped ??= this.#messages;
        if (turn.what === 'power') for (const one of this.#on(host)) one.end();
      },
    });
    this.#living.set(pid, { host, life });
    const world = this.#worldOf(applier, pid, host, life, settlePlan);
    const end = await Promise.race([
      this.#work(world, pid, start, settlePlan).then(
        (ended) => ({ ended }),
        (thrown: unknown) => ({ thrown }),
      ),
      life.death.then(() => ({})),
    ]);
    this.#living.delete(pid);
    // It may have died between.
    if (start.gitGoesOn) await declare(this.disk.files, this.#plan.objects, 'after');
    if (life.isOver) await this.#noteLock(pid);
    const record: ApplierRecord = {
      applier,
      pid,
      host,
      boundaries: life.boundaries,
      began,
      over: time.elapsed,
      ...end,
      ...(planned !== undefined && { planned }),
      ...(stopped !== undefined && { stopped }),
    };
    this.#records.push(record);
    return record;
  }

  /** Somebody takes the lease away from whoever has it. */
  async unlock(): Promise<void> {
    const life = new Life({ time: this.time, turns: [], onTurn: () => {} });
    const world = this.#worldOf(89, ++this.#pids, 'here', life, () => {});
    const folder = { name: 'prod', ledger: { file: '/centre/.cxform/prod' } };
    await world.ledger(folder as Parameters<typeof world.ledger>[0]).unlock(world.random.hex(8));
  }

  record(judged: Judged): RunRecord {
    const { tenant } = this;
    const { exchanges, acts, states, tokens } = tenant;
    return {
      ...judged,
      appliers: this.#records,
      sent: this.#sent,
      exchanges,
      acts,
      states,
      files: this.disk.files.all(),
      secrets: [this.#clientSecret, ...tokens],
      met: this.#tally.counts,
      requests: this.#messages,
    };
  }

  async #work(world: World, pid: number, start: Start, settlePlan: () => void): Promise<Ended> {
    const { approvalMs, savedPlanMs, planOnly } = start;
    if (planOnly) return runPlan(world, start);
    if (savedPlanMs !== undefined) {
      const file = keptPlanPath(pid);
      const { objects } = this.#plan;
      if (start.gitGoesOn) await declare(this.disk.files, drafted(objects), 'after');
      const made = await runPlan(world, start, file);
      if (start.gitGoesOn) await declare(this.disk.files, objects, 'after');
      settlePlan();
      if (made.exitCode === 1) return made;
      await world.clock.sleep(savedPlanMs);
      return runApplyFile(world, start, file);
    }
    if (approvalMs === undefined) return runApply(world, start);
    const approve = () => {
      settlePlan();
      return world.clock.sleep(approvalMs);
    };
    return runApply(world, { ...start, approve });
  }

  #worldOf(applier: number, pid: number, host: string, life: Life, settlePlan: () => void) {
    const { time, disk, tenant } = this;
    const own = this.#areFaultsOver ? [] : this.#plan.strikes.filter((one) => one.applier === applier);
    const strikes = new Strikes(own, this.#tally);
    const { seed } = this.#plan;
    const onAppend = (text: string) => {
      if (text.includes('"type":"run-started"')) settlePlan();
    };
    return worldOf({
      time,
      wall: this.#wall,
      life,
      files: disk.of({ life, strikes, onAppend }),
      tenant,
      clientSecret: this.#clientSecret,
      random: chanceOf(seed, pid),
      owner: { pid, host, alive: (other) => this.#living.get(other)?.host === host },
      send: wireOf({
        applier,
        time,
        life,
        tenant,
        random: chanceOf(seed, pid + 1_000),
        strikes,
        nextOrder: () => this.#messages++,
        journalBytes: () => disk.files.wholeLinesLength(journalPath),
        around: (site, nth, when) => this.#admin.act(tenant, { applier, site, nth, when }),
        onSent: (message) => this.#sent.push(message),
      }),
    });
  }

  /** Those that run on a machine. */
  #on(host: string): readonly Life[] {
    return [...this.#living.values()].filter((one) => one.host === host).map(({ life }) => life);
  }

  async #noteLock(pid: number): Promise<void> {
    const lock = await this.disk.files.read(lockPath);
    if (lock && JSON.parse(new TextDecoder().decode(lock)).pid === pid) this.#tally.add('lock-left');
  }

  #noteStart({ elsewhere, clockAheadMs, approvalMs, savedPlanMs, gitGoesOn }: Start): void {
    if (elsewhere) this.#tally.add('elsewhere');
    if (clockAheadMs !== undefined) this.#tally.add('clock-jump');
    if (approvalMs !== undefined) this.#tally.add('slow-approval');
    if (savedPlanMs !== undefined) this.#tally.add(gitGoesOn ? 'git-goes-on' : 'saved-plan');
    if (this.#living.size > 0) this.#tally.add('two-at-once');
  }

  #noteTurn(applier: number, { what, ms = 0 }: Turn, isHeard: boolean, isStopping: boolean): void {
    const isRecovery = this.#records.some((one) => one.applier >= 0 && one.applier < applier && !one.ended);
    const names = {
      crash: isRecovery ? 'crash-in-recovery' : 'crash',
      power: 'power-cut',
      stop: isHeard ? 'stop' : isStopping ? 'stop-twice' : 'stop-unheard',
      freeze: ms > 90_000 ? 'freeze-past-lease' : 'freeze',
    } as const;
    this.#tally.add(names[what]);
  }
}
