import { type Address, address } from '../../core/address.ts';
import { type Diagnostic, error } from '../../core/diagnostic.ts';
import type { DeclarableKind } from '../../core/kind.ts';
import { type Declaration, declarationOf } from '../declaration.ts';
import type { ParsedDocument } from '../parse.ts';
import { applyChange } from './apply-change.ts';
import { type OverlayBudget, overlayStepsMax } from './budget.ts';
import { childOf, type LocatedNode, toLocatedValue, toTree } from './located-tree.ts';
import type { OverlayEntry, OverlayTarget } from './overlay-entry.ts';
import { TargetIndex } from './target-index.ts';
import { Targets } from './targets.ts';

/** A document as overlays leave it. */
export interface Overlaid {
  /** Undefined where one excludes it. */
  readonly document?: ParsedDocument;
  /** Its address then. */
  readonly excluded?: Address;
  readonly diagnostics: readonly Diagnostic[];
}

/** The overlays of one tenant. They change documents before anything judges them, so that the result is what is judged. */
export class Overlays {
  readonly #entries: readonly OverlayEntry[];
  readonly #kinds: readonly DeclarableKind[];
  readonly #index: TargetIndex;
  readonly #targets: Targets;
  readonly #budget: OverlayBudget = { stepsLeft: overlayStepsMax };
  /** The entry with which the budget ran out: none is applied after it. */
  #last: OverlayEntry | undefined;

  constructor(entries: readonly OverlayEntry[], kinds: readonly DeclarableKind[]) {
    this.#entries = entries;
    this.#kinds = kinds;
    this.#index = new TargetIndex(entries);
    this.#targets = new Targets(kinds);
  }

  /** Applies the entries that mean a document, in their order: a later one sees what an earlier one made. */
  apply(document: ParsedDocument): Overlaid {
    const declares = this.#entries.length === 0 ? undefined : declarationOf(document, this.#kinds);
    if (!declares) return { document, diagnostics: [] };
    this.#targets.add(declares);
    const entries = this.#last ? [] : this.#index.entriesFor(declares.kind.kind, declares.name);
    return entries.length === 0 ? { document, diagnostics: [] } : this.#applyAll(document, declares, entries);
  }

  /** What is wrong with the overlays themselves, once all documents are known. */
  problems(): readonly Diagnostic[] {
    return this.#last ? [tooLarge(this.#last)] : this.#targets.notFound(this.#entries);
  }

  #applyAll(
    document: ParsedDocument,
    declares: Declaration<DeclarableKind>,
    entries: readonly OverlayEntry[],
  ): Overlaid {
    const tree = toTree(document, '', document.value, document.source);
    const at = address(declares.kind.kind, declares.name);
    const diagnostics: Diagnostic[] = [];
    for (const entry of entries) {
      if (this.#fits(tree, entry.target)) {
        this.#targets.found(entry);
        if (entry.change?.type === 'exclude') {
          this.#targets.exclude(declares, entry);
          return {
            excluded: at,
            diagnostics: document.diagnostics.map((diagnostic) => ({ ...diagnostic, address: at })),
          };
        }
        if (entry.change) diagnostics.push(...applyChange(tree, entry.change, declares, this.#budget));
      }
      if (this.#budget.stepsLeft < 0) {
        this.#last = entry;
        break;
      }
    }
    // What does not fit a document that is broken anyway is no news.
    const isBroken = document.diagnostics.length > 0;
    return { document: { ...document, ...toLocatedValue(tree) }, diagnostics: isBroken ? [] : diagnostics };
  }

  /** Kind and name fit already. */
  #fits(tree: LocatedNode, { labels }: OverlayTarget): boolean {
    const wanted = Object.entries(labels);
    this.#budget.stepsLeft -= 1 + wanted.length;
    const metadata = childOf(tree, 'metadata');
    const own = metadata && childOf(metadata, 'labels');
    return wanted.every(([label, text]) => own && childOf(own, label)?.content === text);
  }
}

function tooLarge({ overlay, target }: OverlayEntry): Diagnostic {
  return error({
    code: 'OVERLAY_TOO_LARGE',
    summary: `The overlays change manifests in more than ${overlayStepsMax} places; none was applied after this one`,
    hint: 'Write what so many manifests share into the manifests',
    address: overlay,
    source: target.places.target,
  });
}
