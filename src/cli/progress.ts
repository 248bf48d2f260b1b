import type { Outcome } from '../core/outcome.ts';
import { outcomeLine } from '../report/text/apply.ts';
import type { Session } from './session.ts';

/** How far an apply has come: one line that is redrawn on a terminal, a line for each change elsewhere. */
export class Progress {
  readonly #session: Session;
  readonly #total: number;
  #done = 0;

  constructor(session: Session, total: number) {
    this.#session = session;
    this.#total = total;
  }

  show(outcome: Outcome): void {
    this.#done++;
    const line = `[${this.#done}/${this.#total}] ${outcomeLine(outcome, this.#session.errorStyle)}`;
    this.#session.tell(this.#session.terminal.interactive ? `\r\u001b[2K${line}` : `${line}\n`);
  }

  /** Leaves the line free for what comes. */
  end(): void {
    if (this.#done > 0 && this.#session.terminal.interactive) this.#session.tell('\r\u001b[2K');
  }
}
