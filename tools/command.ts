/** How a command is started. */
export interface Start {
  /** What stands behind `npm run COMMAND --`. */
  readonly words: readonly string[];
  /** The folder of the checkout. */
  readonly root: string;
}

/** A command that reads its options, or says why they mean nothing and answers 1. `read` throws an Error with the problem in plain words. */
export function command<Options>(
  read: (words: readonly string[]) => Options,
  work: (options: Options, start: Start) => Promise<number>,
): (start: Start) => Promise<number> {
  return async (start) => {
    let options: Options;
    try {
      options = read(start.words);
    } catch (thrown) {
      tell(thrown instanceof Error ? thrown.message : String(thrown));
      return 1;
    }
    return await work(options, start);
  };
}

/** Lines for whoever watches, beside what the command prints. */
export function tell(...lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${line}\n`);
}
