import type { Diagnostic } from './diagnostic.ts';

/** What validate found (interface §5). */
export interface Validation {
  readonly formatVersion: 1;
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: {
    readonly manifests: number;
    readonly resources: number;
    readonly errors: number;
    readonly warnings: number;
  };
}
