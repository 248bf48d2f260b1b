import { Chance } from '../chance.ts';
import type { SandboxServer } from '../sandbox-server.ts';
import { Admin } from './admin.ts';
import { type Centre, firstCentre } from './centre/centre.ts';
import { editCentre } from './centre/edit.ts';
import { Command } from './command.ts';
import { type Figures, noFigures } from './figures.ts';
import type { Gateway, Watch } from './gateway.ts';
import { judgeApply } from './judge-apply.ts';
import { killAtTime, killingAt, momentBy } from './moment.ts';
import { assureLedger, assureNothingLeft, assureTenant } from './oracles.ts';
import type { Project } from './project.ts';
import { Tenant } from './tenant.ts';
import { Violation } from './violation.ts';

interface TrialParts {
  readonly project: Project;
  readonly sandbox: SandboxServer;
  readonly gateway: Gateway;
  /** The bundled command line. */
  readonly cli: string;
  readonly seed: number;
}

const applying = ['apply', '--auto-approve', '--parallelism', '4'];
/** Of kills whose recovery is killed too. */
const againShare = 0.3;
const editBetweenShare = 0.5;
const editMeanwhileShare = 0.3;

/** Edits, kills and looks whether everything is as it must be, round after round. */
export class Trial {
  readonly figures: Figures = noFigures();
  readonly admin: Admin;
  readonly #parts: TrialParts;
  readonly #tenant: Tenant;
  readonly #chance: Chance;
  #centre: Centre = firstCentre();

  constructor(parts: TrialParts) {
    const { sandbox, project, seed } = parts;
    this.#parts = parts;
    this.#tenant = new Tenant(sandbox.env.CXONE_ROUTING_URL ?? '', project.statePath);
    this.#chance = new Chance(seed);
    // His own, since when he edits meanwhile is up to the machine.
    this.admin = new Admin(this.#tenant, new Chance(seed + 1));
  }

  get centre(): Centre {
    return this.#centre;
  }

  /** One edit of Git, at most `killsMax` kills of its apply, and one that is let finish. Throws Violation. */
  async round(killsMax: number): Promise<void> {
    const { figures } = this;
    if (figures.rounds > 0) this.#centre = editCentre(this.#centre, this.#chance, figures.rounds);
    figures.rounds++;
    await this.#parts.project.declare(this.#centre);
    const kills: number[] = [];
    do {
      const writes = await this.#kill();
      if (writes === undefined) figures.missed++;
      else kills.push(writes);
      if (this.#chance.happens(editBetweenShare)) await this.admin.edit(this.#centre);
    } while (kills.length < killsMax && this.#chance.happens(againShare));
    countKills(figures, kills, await this.#finish());
    await this.#assureAll();
  }

  /** Kills an apply at some moment: how many writes it had sent by then. Undefined where it had ended by itself. */
  async #kill(): Promise<number | undefined> {
    const { gateway } = this.#parts;
    const moment = momentBy(this.#chance);
    const editAt = this.#chance.happens(editMeanwhileShare) ? this.#chance.between(1, 8) : 0;
    const command = this.#cxform(applying);
    gateway.watch(this.#editing(editAt, killingAt(moment, command)));
    await killAtTime(moment, command);
    const ended = await command.ended;
    if (ended.code !== null) judgeApply(ended);
    this.figures.writes += gateway.writes;
    return ended.code === null ? gateway.writes : undefined;
  }

  #editing(editAt: number, { before, after }: Watch): Watch {
    return {
      before: async (write) => {
        if (write === editAt) await this.admin.edit(this.#centre);
        return before(write);
      },
      after,
    };
  }

  /** Lets an apply finish: how many writes it sent. */
  async #finish(): Promise<number> {
    const { gateway } = this.#parts;
    gateway.watch();
    const ended = await this.#cxform(applying).ended;
    if (judgeApply(ended) !== 'all') {
      throw new Violation(`nobody was in its way, and apply ended with ${ended.code}\n${ended.stdout}`);
    }
    await gateway.settled();
    this.figures.writes += gateway.writes;
    return gateway.writes;
  }

  async #assureAll(): Promise<void> {
    assureTenant(await this.#tenant.live(), this.#centre, this.admin);
    assureLedger(await this.#cxform(['ledger', 'verify']).ended);
    this.figures.ledgers++;
    assureNothingLeft(await this.#cxform(['plan']).ended);
  }

  #cxform(words: readonly string[]): Command {
    const { cli, project, sandbox, gateway } = this.#parts;
    return new Command(cli, words, project.folder, { ...sandbox.env, CXONE_ROUTING_URL: gateway.baseUrl });
  }
}

/** `kills`: the writes that each had sent; `left`: those of the apply that was let finish. */
function countKills(figures: Figures, kills: readonly number[], left: number): void {
  figures.again += Math.max(0, kills.length - 1);
  kills.forEach((writes, index) => {
    const isLast = index === kills.length - 1;
    if (writes === 0) figures.kills.before++;
    else if (isLast && left === 0) figures.kills.after++;
    else figures.kills.during++;
  });
}
