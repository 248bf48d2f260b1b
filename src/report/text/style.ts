import { Chalk, type ChalkInstance } from 'chalk';

/** How text for people is made up. */
export interface Style {
  readonly chalk: ChalkInstance;
}

export function styleOf({ color }: { color: boolean }): Style {
  return { chalk: new Chalk({ level: color ? 1 : 0 }) };
}

/** `1 error`, `2 errors`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Parts with commas, empty ones left out; `none` where nothing is left. */
export function listed(parts: readonly (string | undefined)[], none: string): string {
  const kept = parts.filter((part) => part !== undefined && part !== '');
  return kept.length === 0 ? none : kept.join(', ');
}
