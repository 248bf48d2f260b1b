import type { Lock } from './lock.ts';
import { reasonOf } from './reason-of.ts';
import { Refusal } from './refusal.ts';
import type { Answer, Change } from './route.ts';
import type { State } from './state.ts';
import type { StateFile } from './state-file.ts';

interface Waiting {
  readonly make: (state: State) => Change;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * The tenant's state: what is saved is what is read, and writes that wait together share one save. Nothing is written over: what
 * somebody else has put into the file is what the next write starts from.
 */
export class Store {
  #state: State;
  #waiting: Waiting[] = [];
  #saving: Promise<void> | undefined;
  #release: (() => Promise<void>) | undefined;
  #isClosed = false;
  #hasWritten = false;
  readonly #file: Pick<StateFile, 'changed' | 'write'>;
  readonly #lock: Lock;

  /** `lock` is taken by the first write, and held from then on. */
  constructor(state: State, file: Pick<StateFile, 'changed' | 'write'>, lock: Lock) {
    this.#state = state;
    this.#file = file;
    this.#lock = lock;
  }

  /** What was last saved, or found saved. */
  get state(): State {
    return this.#state;
  }

  /** Whether anything was saved. */
  get hasWritten(): boolean {
    return this.#hasWritten;
  }

  /**
   * Resolves once the change is saved; rejects with what `make` throws, with Refusal 423 where somebody else holds the lock, or with
   * Refusal 500 where saving failed.
   */
  write(make: (state: State) => Change): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ make, resolve, reject });
      this.#saving ??= this.#saveAll();
    });
  }

  /** Resolves once all that waits is saved and the lock is let go of. Later writes are refused. */
  async close(): Promise<void> {
    while (this.#saving) await this.#saving;
    this.#isClosed = true;
    const release = this.#release;
    this.#release = undefined;
    await release?.();
  }

  async #saveAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      await this.#saveGroup(group);
    }
    this.#saving = undefined;
  }

  /** A refusal may rest on a write of the same group, so it too is told only after the save. */
  async #saveGroup(group: readonly Waiting[]): Promise<void> {
    const settlements: (() => void)[] = [];
    try {
      const before = await this.#stateToChange();
      let state = before;
      for (const { make, resolve, reject } of group) {
        try {
          const change = make(state);
          state = change.state;
          settlements.push(() => resolve(change.answer));
        } catch (refusal) {
          settlements.push(() => reject(refusal));
        }
      }
      if (state !== before) {
        await this.#file.write(state);
        this.#hasWritten = true;
      }
      this.#state = state;
    } catch (error) {
      const refusal = error instanceof Refusal ? error : notSaved(error);
      for (const { reject } of group) reject(refusal);
      return;
    }
    for (const settle of settlements) settle();
  }

  async #stateToChange(): Promise<State> {
    await this.#hold();
    this.#state = (await this.#file.changed()) ?? this.#state;
    return this.#state;
  }

  async #hold(): Promise<void> {
    if (this.#isClosed) throw notSaved('it is closed');
    if (this.#release) return;
    const taken = await this.#lock();
    if ('holder' in taken) throw held(taken.holder, taken.path);
    this.#release = taken.release;
  }
}

function held(holder: string, path: string): Refusal {
  const message = `the sandbox's state file is held by ${holder}, whose lock is ${path}`;
  return new Refusal(423, { code: 'locked', message });
}

function notSaved(error: unknown): Refusal {
  const message = `the sandbox could not save its state: ${reasonOf(error)}`;
  return new Refusal(500, { code: 'not_saved', message });
}
