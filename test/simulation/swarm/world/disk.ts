import type { Assure, Files, Random } from '../../../../src/core/ports.ts';
import { MemoryFiles } from '../../../support/memory-files.ts';
import type { FateKind } from '../faults/fates.ts';
import type { Strike } from '../run-plan.ts';
import type { Life } from './life.ts';
import type { Strikes, Tally } from './strikes.ts';
import type { Time } from './time.ts';

interface DiskParts {
  readonly time: Time;
  readonly random: Random;
  readonly tally: Tally;
}

/** Who uses the disk. */
interface User {
  readonly life: Life;
  readonly strikes: Strikes;
  /** Told of each append before it is done. */
  readonly onAppend: (text: string) => void;
}

type Change = { readonly path: string; readonly text: string; readonly assure?: Assure | undefined } & (
  | { readonly verb: 'append' | 'replace' | 'make' }
  | { readonly verb: 'remove'; readonly text: '' }
);

const latencyMsMax = 3;
const slowMsMax = 5_000;

/**
 * A disk that keeps what it has reported as written, and nothing else for sure: what is under way when its process dies is lost, whole,
 * or, of an append, there up to some byte, each change by itself.
 */
export class Disk {
  readonly files = new MemoryFiles();
  readonly #parts: DiskParts;
  readonly #replaced = new Map<string, string>();

  constructor(parts: DiskParts) {
    this.#parts = parts;
  }

  /** What a file held before it was last replaced; undefined where it never was. */
  before(path: string): string | undefined {
    return this.#replaced.get(path);
  }

  /** The disk as a process sees it. */
  of(user: User): Files {
    const { files } = this;
    const { life } = user;
    const underWay = new Set<Change>();
    life.onDeath(() => this.#settle(underWay));
    const alive = async <T>(work: () => Promise<T>): Promise<T> => {
      await life.gate();
      return work();
    };
    const change = (one: Change) => this.#change(user, underWay, one);
    return {
      read: (path) => alive(() => files.read(path)),
      size: (path) => alive(() => files.size(path)),
      realPath: (path) => alive(() => files.realPath(path)),
      find: (path, endings) => alive(() => files.find(path, endings)),
      assureWritable: (path) => alive(() => files.assureWritable(path)),
      write: async (path, text, assure) => {
        await change({ verb: 'replace', path, text, assure });
      },
      append: async (path, text, assure) => {
        await change({ verb: 'append', path, text, assure });
      },
      createExclusive: (path, text) => change({ verb: 'make', path, text }),
      remove: async (path) => {
        await change({ verb: 'remove', path, text: '' });
      },
    };
  }

  /** Crosses a boundary while the change is under way, and one when it is done. */
  async #change({ life, strikes, onAppend }: User, underWay: Set<Change>, change: Change): Promise<boolean> {
    await life.gate();
    const { verb } = change;
    const strike = verb === 'append' || verb === 'replace' ? strikes.next(verb).strike : undefined;
    if (verb === 'append') onAppend(change.text);
    if (strike?.kind === 'disk-full') throw systemError('ENOSPC');
    underWay.add(change);
    life.pass();
    await this.#parts.time.sleep(this.#latencyMs(strike));
    // Its fate was decided when it died.
    if (life.isOver) return life.gate().then(() => false);
    underWay.delete(change);
    await change.assure?.();
    if (strike?.kind === 'disk-full-midway') {
      await this.#tear(change);
      throw systemError('ENOSPC');
    }
    const isMade = await this.#perform(change);
    if (strike?.kind === 'sync-failed') throw systemError('EIO');
    await life.cross();
    return isMade;
  }

  #latencyMs(strike: Strike | undefined): number {
    if (strike?.kind === 'disk-slow') return strike.share * slowMsMax;
    return Math.floor(this.#parts.random.next() * latencyMsMax);
  }

  async #perform({ verb, path, text }: Change): Promise<boolean> {
    if (verb === 'append') await this.files.append(path, text);
    else if (verb === 'replace') await this.#replace(path, text);
    else if (verb === 'make') return this.files.createExclusive(path, text);
    else await this.files.remove(path);
    return true;
  }

  async #replace(path: string, text: string): Promise<void> {
    const before = await this.files.read(path);
    if (before) this.#replaced.set(path, new TextDecoder().decode(before));
    await this.files.write(path, text);
  }

  /** Decides of all that is under way what becomes of it. */
  #settle(underWay: ReadonlySet<Change>): void {
    const { random } = this.#parts;
    for (const change of underWay) {
      const chance = random.next();
      if (change.verb === 'append' && chance < 1 / 3) void this.#tear(change, 'append-torn');
      else if (chance < 2 / 3) void this.#perform(change).then((isMade) => this.#note(whole(change, isMade)));
      else void this.#lose(change);
    }
  }

  async #lose({ verb, path, text }: Change): Promise<void> {
    if (verb === 'append') return this.#note('append-lost');
    if (verb === 'replace') this.#note('replace-lost');
    if (verb === 'remove' || this.#parts.random.next() < 0.5) return;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const draft = path.replace(/[^/]+$/, `.${name}.${this.#parts.random.hex(6)}.tmp`);
    await this.files.write(draft, text.slice(0, Math.floor(this.#parts.random.next() * text.length)));
    this.#note('draft-of-the-dead');
  }

  async #tear({ path, text }: Change, fate?: FateKind): Promise<void> {
    const bytes = Math.floor(this.#parts.random.next() * text.length);
    this.#note(fate);
    await this.files.append(path, text.slice(0, bytes));
  }

  #note(fate: FateKind | undefined): void {
    if (fate) this.#parts.tally.add(fate);
  }
}

function whole({ verb }: Change, isMade: boolean): FateKind | undefined {
  if (verb === 'append') return 'append-unheard';
  if (verb === 'replace') return 'replace-unheard';
  return verb === 'make' && isMade ? 'lock-unheard' : undefined;
}

/** As the operating system would say it. */
function systemError(code: 'ENOSPC' | 'EIO'): Error {
  return Object.assign(new Error(code), { code });
}
