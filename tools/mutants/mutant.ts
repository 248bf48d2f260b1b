/** A small defect: one text of the source in place of another. */
export interface Mutant {
  /** Unique, and says what is broken. */
  readonly name: string;
  /** What would go wrong, and for whom. */
  readonly why: string;
  /** Kinds of fault of the simulation that can bring it out; others are left alone, so that it takes fewer runs. */
  readonly faults: readonly string[];
  /** Below the root of the checkout. */
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

/** Why a file's text cannot have the defect; undefined where it can. */
export function placeProblem(source: string, { name, file, find }: Mutant): string | undefined {
  const count = source.split(find).length - 1;
  return count === 1 ? undefined : `${name}: ${file} has the text ${count} times that is to be replaced`;
}

/** A file's text with the defect in it. Throws where there is no one place for that. */
export function mutated(source: string, mutant: Mutant): string {
  const problem = placeProblem(source, mutant);
  if (problem !== undefined) throw new Error(problem);
  return source.split(mutant.find).join(mutant.replace);
}
