import { type Address, address } from '../../core/address.ts';
import { type Diagnostic, error } from '../../core/diagnostic.ts';
import { didYouMeanAmong } from '../../core/did-you-mean.ts';
import type { DeclarableKind } from '../../core/kind.ts';
import type { Declaration } from '../declaration.ts';
import { placeText } from '../locate.ts';
import { shown } from '../shown.ts';
import type { OverlayEntry } from './overlay-entry.ts';

/** Which entries have found a manifest, and what there was to find. */
export class Targets {
  readonly #kinds: readonly string[];
  readonly #found = new Set<OverlayEntry>();
  /** The names of all manifests, by kind. */
  readonly #names = new Map<string, Set<string>>();
  readonly #excludedBy = new Map<Address, OverlayEntry>();

  constructor(kinds: readonly DeclarableKind[]) {
    this.#kinds = kinds.map(({ kind }) => kind);
  }

  add({ kind: { kind }, name }: Declaration): void {
    const names = this.#names.get(kind);
    if (names) names.add(name);
    else this.#names.set(kind, new Set([name]));
  }

  found(entry: OverlayEntry): void {
    this.#found.add(entry);
  }

  exclude({ kind: { kind }, name }: Declaration, entry: OverlayEntry): void {
    this.#excludedBy.set(address(kind, name), entry);
  }

  /** `OVERLAY_TARGET_NOT_FOUND`: those of all entries that mean no manifest. */
  notFound(entries: readonly OverlayEntry[]): readonly Diagnostic[] {
    const nearestKind = didYouMeanAmong(this.#kinds);
    const nearestName = new Map([...this.#names].map(([kind, names]) => [kind, didYouMeanAmong([...names])]));
    const whyNot = (entry: OverlayEntry): Why => {
      const { kind, name, places } = entry.target;
      if (!this.#kinds.includes(kind)) {
        return { summary: `There is no kind ${shown(kind)}`, ...nearestKind(kind), source: places.kind };
      }
      const names = this.#names.get(kind);
      if (!names) return { summary: `There is no manifest of kind ${kind}`, source: places.target };
      if (name !== undefined && !names.has(name)) {
        const hint = nearestName.get(kind)?.(name);
        return { summary: `There is no ${kind} ${shown(name)}`, ...hint, source: places.name };
      }
      return this.#whyNotThose(entry);
    };
    return entries
      .filter((entry) => !this.#found.has(entry))
      .map((entry) => error({ code: 'OVERLAY_TARGET_NOT_FOUND', ...whyNot(entry), address: entry.overlay }));
  }

  /** There are such manifests, but with other labels, or excluded by an earlier entry. */
  #whyNotThose({ target: { kind, name, labels, places } }: OverlayEntry): Why {
    const by = name === undefined ? undefined : this.#excludedBy.get(address(kind, name));
    const detail = by && { detail: `It is excluded at ${placeText(by.target.places.target)}` };
    const [label, ...others] = Object.entries(labels).map(([key, text]) => `${key}: ${text}`);
    if (label === undefined) {
      const who = name === undefined ? `Every manifest of kind ${kind}` : `${kind}/${name}`;
      return { summary: `${who} is excluded by an earlier entry`, ...detail, source: places.target };
    }
    const who = name === undefined ? `No manifest of kind ${kind} has` : `${kind}/${name} does not have`;
    const which = others.length === 0 ? `the label ${label}` : 'all these labels';
    return { summary: `${who} ${which}`, ...detail, source: places.labels };
  }
}

type Why = Pick<Diagnostic, 'summary' | 'detail' | 'hint' | 'source'>;
