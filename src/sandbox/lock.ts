/** Keeps everybody else from writing the state file: answers how to let go of it, or who has it already. */
export type Lock = () => Promise<Held | Refused>;

interface Held {
  readonly release: () => Promise<void>;
}

interface Refused {
  /** Such as `process 7 on desk`. */
  readonly holder: string;
  /** The lock's own file. */
  readonly path: string;
}
