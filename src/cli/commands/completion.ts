import { completionScript } from '../completion/scripts.ts';
import type { Shell } from '../completion/shells.ts';
import type { Session } from '../session.ts';

interface CompletionCommandOptions {
  readonly shell: Shell;
}

/** `cxform completion SHELL`: the script for the shell; exit 0. */
export function completionCommand(session: Session, { shell }: CompletionCommandOptions): Promise<number> {
  const script = completionScript(shell);
  return session.answer({ result: { formatVersion: 1, shell, script }, text: script, exitCode: 0 });
}
