import { invariant } from '../core/invariant.ts';

/** Leaves room for what makes a name unique, within the 128 of interface §1. */
const lengthMax = 60;

/** Names for manifests: made from what people call things, each once a kind. */
export class ExportNames {
  readonly #taken = new Map<string, Set<string>>();

  /** Keeps a name for what has it already; false where it is taken. */
  reserve(kind: string, name: string): boolean {
    const taken = this.#taken.get(kind) ?? new Set();
    this.#taken.set(kind, taken);
    if (taken.has(name)) return false;
    taken.add(name);
    return true;
  }

  /** `Billing (EU)` becomes `billing-eu`, a second one `billing-eu-2`. What has no letter or digit is named after its kind. */
  nameFor(kind: string, text: string): string {
    const base = slug(text) || slug(kind);
    invariant(base !== '', `the kind ${kind} has no letter`);
    for (let count = 1; ; count++) {
      const name = count === 1 ? base : `${base}-${count}`;
      if (this.reserve(kind, name)) return name;
    }
  }
}

/** Letters that are others with a mark lose it; what is no letter or digit of `[a-z0-9]` becomes a hyphen. */
function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, lengthMax)
    .replace(/-+$/, '');
}
