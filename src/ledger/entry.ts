import type { JournalEntry } from '../core/journal.ts';
import { isObject, type JsonObject } from '../core/json.ts';
import { LedgerError } from '../core/ledger-error.ts';
import type { ChainedLine } from './chain.ts';
import { type Shape, shapeOf } from './entry-shapes.ts';
import { damaged, type Line } from './line.ts';

/** The values of a ledger. */
export interface KeptValues {
  /** By digest. */
  readonly stored: ReadonlyMap<string, JsonObject>;
  /** Digests of those that the chain says were erased, whether they are still there or not. */
  readonly erased: ReadonlySet<string>;
}

/**
 * An entry of the chain as its record, with its values put back. Members and values that a later cxform added come along. Throws
 * LedgerError: `LEDGER_DAMAGED` where a value is missing that was not erased, or the record lacks what every entry of its type has,
 * since anyone can write a chain that holds together, and `LEDGER_UNREADABLE` for a type that only a later cxform knows.
 */
export function readEntry({ line, link }: ChainedLine, values: KeptValues): JournalEntry {
  // Only the chain's entries of that type tell what was erased.
  const { prev, values: digests, erased: _, ...facts } = link;
  const shape = knownShape(link, line);
  for (const [member, fits] of Object.entries(shape.members)) {
    if (!fits(facts[member])) throw damaged(line, `has no usable ${member}`);
  }
  const restored = restoreValues(shape, isObject(digests) ? digests : {}, values, line);
  // The loop above has looked at every member that the type asks for.
  return { ...facts, ...restored } as unknown as JournalEntry;
}

function knownShape({ type }: JsonObject, line: Line): Shape {
  if (typeof type !== 'string') throw damaged(line, 'has no type');
  const shape = shapeOf(type);
  if (shape) return shape;
  throw new LedgerError(
    'LEDGER_UNREADABLE',
    `${line.file} line ${line.number} is of the type ${type}, which this version of cxform does not know`,
    'Use the version of cxform that wrote the journal, or a later one',
  );
}

function restoreValues(
  { values: needed, valuesFit = {} }: Shape,
  digests: JsonObject,
  kept: KeptValues,
  line: Line,
): { values?: JsonObject; erased?: readonly string[] } {
  const values: Record<string, JsonObject> = {};
  const erased: string[] = [];
  for (const name of new Set([...needed, ...Object.keys(digests)])) {
    const digest = digests[name];
    if (typeof digest !== 'string') throw damaged(line, `has no digest of its value ${name}`);
    if (kept.erased.has(digest)) {
      values[name] = {};
      erased.push(name);
      continue;
    }
    const value = kept.stored.get(digest);
    if (!value) throw damaged(line, `names a value ${name} that is not there`);
    const fits = Object.hasOwn(valuesFit, name) ? valuesFit[name] : undefined;
    if (fits && !fits(value)) throw damaged(line, `has no usable value ${name}`);
    values[name] = value;
  }
  return { ...(Object.keys(values).length > 0 && { values }), ...(erased.length > 0 && { erased }) };
}
