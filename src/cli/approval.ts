import { type Diagnostic, error } from '../core/diagnostic.ts';
import { escapeText } from '../report/escape.ts';
import type { Session } from './session.ts';

/** What somebody is asked before it is done. */
interface Question {
  /** `Write these changes to the tenant prod?` */
  readonly question: string;
  /** The command line that does it without asking. */
  readonly unasked: string;
  /** What nothing was done of: `written`. */
  readonly done: string;
}

/** Asks a person, whom only the whole word convinces: why not to go on; undefined where they agree. */
export async function askWhether(
  { terminal }: Session,
  { question, unasked, done }: Question,
): Promise<Diagnostic | undefined> {
  if (!terminal.interactive) {
    return error({
      code: 'CANNOT_ASK',
      summary: `cxform asks before it goes on, and there is no terminal to ask on; nothing was ${done}`,
      hint: `${unasked} does not ask`,
    });
  }
  const answer = await terminal.ask(`\n${escapeText(question)} Only "yes" does: `);
  if (answer?.trim() === 'yes') return undefined;
  return error({
    code: 'DECLINED',
    summary: `Not approved; nothing was ${done}`,
    hint: 'Give the same command again to be asked again, and answer with the whole word',
  });
}
