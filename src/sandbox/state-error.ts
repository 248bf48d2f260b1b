/** Thrown where a sandbox cannot be opened; names the file, state or log, and everything wrong with it. */
export class StateError extends Error {
  override readonly name = 'StateError';
  readonly path: string;
  readonly problems: readonly string[];

  constructor(path: string, problems: readonly string[]) {
    super(`${path}: ${problems.join('; ')}`);
    this.path = path;
    this.problems = problems;
  }
}
