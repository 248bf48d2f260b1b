import type { Diagnostic } from '../../../core/diagnostic.ts';
import type { RosterAgent } from '../agent-book.ts';

/** What one Roster says. */
export interface RosterAgents {
  readonly agents: readonly RosterAgent[];
  /** False where somebody whom it names could not be read. */
  readonly isWhole: boolean;
  readonly diagnostics: readonly Diagnostic[];
}
