import type { Argument, Option, OptionValues } from 'commander';
import type { Format, Session } from './session.ts';

/** A command as the command line shows it; what it does is loaded only when it is run. */
export interface CommandDefinition {
  readonly name: string;
  readonly description: string;
  readonly arguments?: readonly Argument[];
  readonly options?: readonly Option[];
  /** Command lines for its help. */
  readonly examples: readonly string[];
  /** How it can answer; in text and JSON where this is absent. */
  readonly formats?: readonly Format[];
  /** What its addresses are those of; of manifests where this is absent. */
  readonly addresses?: 'journal' | 'conflicts';
  /** Commands below it, each with a word of its own: `cxform ledger verify`. */
  readonly subcommands?: readonly CommandDefinition[];
  /** Why it cannot take this `--tenant`; undefined where it can. */
  refuseTenant?(name: string): string | undefined;
  /** Answers the exit code. `values` are those of its options and arguments by name. Absent where one of its subcommands must be named. */
  run?(session: Session, values: OptionValues): Promise<number>;
}
