import { reasonOf } from './reason-of.ts';
import { Refusal } from './refusal.ts';
import type { Answer, Change } from './route.ts';
import type { State } from './state.ts';

interface Waiting {
  readonly make: (state: State) => Change;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/** The tenant's state: what is saved is what is read, and writes that wait together share one save. */
export class Store {
  #state: State;
  #waiting: Waiting[] = [];
  #saving = false;
  readonly #save: (state: State) => Promise<void>;

  constructor(state: State, save: (state: State) => Promise<void>) {
    this.#state = state;
    this.#save = save;
  }

  /** What was last saved. */
  get state(): State {
    return this.#state;
  }

  /** Resolves once the change is saved; rejects with what `make` throws, or with Refusal 500 where saving failed. */
  write(make: (state: State) => Change): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ make, resolve, reject });
      if (!this.#saving) void this.#saveAll();
    });
  }

  async #saveAll(): Promise<void> {
    this.#saving = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      await this.#saveGroup(group);
    }
    this.#saving = false;
  }

  /** A refusal may rest on a write of the same group, so it too is told only after the save. */
  async #saveGroup(group: readonly Waiting[]): Promise<void> {
    let state = this.#state;
    const settlements: (() => void)[] = [];
    for (const { make, resolve, reject } of group) {
      try {
        const change = make(state);
        state = change.state;
        settlements.push(() => resolve(change.answer));
      } catch (refusal) {
        settlements.push(() => reject(refusal));
      }
    }
    try {
      if (state !== this.#state) await this.#save(state);
    } catch (error) {
      for (const { reject } of group) reject(notSaved(error));
      return;
    }
    this.#state = state;
    for (const settle of settlements) settle();
  }
}

function notSaved(error: unknown): Refusal {
  const message = `the sandbox could not save its state: ${reasonOf(error)}`;
  return new Refusal(500, { code: 'not_saved', message });
}
