import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml';
import { type Diagnostic, error, type Source } from '../core/diagnostic.ts';
import type { Json } from '../core/json.ts';
import { childPath } from '../core/path.ts';
import { nestingMax } from './compose.ts';
import { isForbiddenKey } from './forbidden-key.ts';
import { type Locate, placeText } from './locate.ts';
import { numberProblem } from './number-problem.ts';
import { placeName } from './place-name.ts';

/** Nodes that the aliases of one file may still expand to; counts down. */
export interface AliasBudget {
  nodesLeft: number;
}

/** A document's value with the places it was written at, by JSON pointer. */
export interface LocatedValue {
  readonly value: Json;
  /** Where each value stands; what an alias brings in stands where it was anchored. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Where each map's keys stand, by the pointer of their value. */
  readonly keys: ReadonlyMap<string, Source>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A YAML document as plain JSON. Aliases are expanded here and not by the library, which has no limit on depth.
 * What JSON cannot say, or what tools would read differently, is a diagnostic, and its value is left as near as possible.
 */
export function toValue(document: Document.Parsed, locate: Locate, budget: AliasBudget): LocatedValue {
  const walk = new Walk(locate, budget);
  const value = walk.value(document.contents, '', 0, locate(document.range[0]));
  return { value, sources: walk.sources, keys: walk.keys, diagnostics: walk.diagnostics };
}

class Walk {
  readonly sources = new Map<string, Source>();
  readonly keys = new Map<string, Source>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #locate: Locate;
  readonly #budget: AliasBudget;
  /** The last value anchored under each name, so far. */
  readonly #anchors = new Map<string, Node>();
  /** What each alias means, settled where it stands: the name may be anchored again further down. */
  readonly #targets = new Map<Alias, Node>();
  /** The values that the walk is inside of; an alias to one of them has no end. */
  readonly #open = new Set<Node>();
  /** Set while an alias is expanded: what stands there was reported where it was anchored. */
  #expanding = false;
  #refusal: Refusal | undefined;

  constructor(locate: Locate, budget: AliasBudget) {
    this.#locate = locate;
    this.#budget = budget;
  }

  /** `otherwise` is the place of a value that is not written at all. */
  value(node: Node | null, pointer: string, depth: number, otherwise: Source): Json {
    const source = node?.range ? this.#locate(node.range[0]) : otherwise;
    if (this.#expanding && --this.#budget.nodesLeft < 0) return this.#refuse(tooManyNodes, source);
    if (isAlias(node)) return this.#alias(node, pointer, depth, source);
    this.sources.set(pointer, source);
    this.#anchor(node);
    if (isScalar(node)) return this.#scalar(node, pointer, source);
    if (!isMap(node) && !isSeq(node)) return null;
    if (depth === nestingMax) return this.#refuse(tooDeep, source);
    this.#open.add(node);
    const value = isMap(node)
      ? this.#map(node.items, pointer, depth, source)
      : node.items.map((item, index) =>
          this.value(item as Node, childPath(pointer, index), depth + 1, source),
        );
    this.#open.delete(node);
    return value;
  }

  #map(pairs: readonly Pair[], pointer: string, depth: number, mapSource: Source): Json {
    const members: Record<string, Json> = {};
    const seen = new Map<string, Source>();
    for (const pair of pairs) {
      const key = pair.key as Node | null;
      const source = key?.range ? this.#locate(key.range[0]) : mapSource;
      const name = this.#key(key, source);
      const at = childPath(pointer, name ?? '?');
      const value = this.value(pair.value as Node | null, at, depth + 1, source);
      if (name === undefined) continue;
      const first = seen.get(name);
      if (first)
        this.#report('DUPLICATE_KEY', `${placeName(at)} stands here twice`, source, {
          detail: `The first is at ${placeText(first)}`,
          hint: 'Remove one of the two',
        });
      seen.set(name, first ?? source);
      this.keys.set(at, source);
      members[name] = value;
    }
    return members;
  }

  /** A key's name; undefined where it cannot be one. */
  #key(key: Node | null, source: Source): string | undefined {
    this.#anchor(key);
    if (!isScalar(key) || typeof key.value !== 'string') {
      this.#report('KEY_NOT_TEXT', 'A key must be text', source, { hint: 'Put the key in quotes' });
      return undefined;
    }
    if (key.value === '<<') {
      this.#report('MERGE_KEY', 'The merge key << is not read', source, { hint: 'Write the keys out' });
      return undefined;
    }
    if (isForbiddenKey(key.value)) {
      this.#report('FORBIDDEN_KEY', `The key ${key.value} is not allowed anywhere`, source, {
        hint: 'Choose another name',
      });
      return undefined;
    }
    return key.value;
  }

  #scalar({ value, source: written }: Scalar, pointer: string, source: Source): Json {
    if (typeof value === 'number') {
      const problem = numberProblem(value, written ?? '');
      if (problem)
        this.#report(problem.code, `${placeName(pointer)} ${problem.summary}`, source, {
          hint: problem.hint,
        });
      return value;
    }
    return typeof value === 'string' || typeof value === 'boolean' ? value : null;
  }

  #alias(alias: Alias, pointer: string, depth: number, source: Source): Json {
    const target = this.#targets.get(alias) ?? this.#anchors.get(alias.source);
    let value: Json = null;
    if (!target) {
      this.#report('UNKNOWN_ALIAS', 'This alias refers to no anchor above it', source, {
        hint: 'A text that begins with * needs quotes',
      });
    } else if (this.#open.has(target)) {
      this.#report('ALIAS_EXPANSION', 'This alias refers to a value that it is itself part of', source, {
        hint: 'Write out what is meant',
      });
    } else {
      this.#targets.set(alias, target);
      value = this.#expand(target, pointer, depth, source);
    }
    this.sources.set(pointer, source);
    return value;
  }

  #expand(target: Node, pointer: string, depth: number, source: Source): Json {
    const outermost = !this.#expanding;
    this.#expanding = true;
    const value = this.value(target, pointer, depth, source);
    if (outermost) {
      this.#expanding = false;
      if (this.#refusal) this.#report(this.#refusal.code, this.#refusal.summary, source, this.#refusal);
      this.#refusal = undefined;
    }
    return value;
  }

  #anchor(node: Node | null): void {
    if (!this.#expanding && (isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) {
      this.#anchors.set(node.anchor, node);
    }
  }

  /** Goes no deeper. Inside an expansion, that is reported at the alias that began it. */
  #refuse(refusal: Refusal, source: Source): null {
    if (this.#expanding) this.#refusal ??= refusal;
    else this.#report(refusal.code, refusal.summary, source, refusal);
    return null;
  }

  #report(
    code: string,
    summary: string,
    source: Source,
    { hint, detail }: { hint: string; detail?: string },
  ): void {
    if (!this.#expanding)
      this.diagnostics.push(error({ code, summary, ...(detail !== undefined && { detail }), hint, source }));
  }
}

interface Refusal {
  readonly code: string;
  readonly summary: string;
  readonly hint: string;
}

const tooManyNodes: Refusal = {
  code: 'ALIAS_EXPANSION',
  summary: 'The aliases of this file expand to more values than cxform reads',
  hint: 'Write values out, or split the file',
};

const tooDeep: Refusal = {
  code: 'NESTING_TOO_DEEP',
  summary: `Maps and lists are nested more than ${nestingMax} levels deep here`,
  hint: 'No manifest needs so many levels: write it flatter',
};
