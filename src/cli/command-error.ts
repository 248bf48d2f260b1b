/** Why a command cannot give its answer: exit code 1. */
export class CommandError extends Error {
  readonly code: string;
  /** What to do next. */
  readonly hint: string;

  constructor(code: string, message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}
