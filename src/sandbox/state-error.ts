/** Thrown where a state file cannot be read as a tenant; names the file and everything wrong with it. */
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
