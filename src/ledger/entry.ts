import { parseAddress } from '../core/address.ts';
import type { JournalEntry, JournalRecord } from '../core/journal.ts';
import { isArray, isObject, type Json, type JsonObject } from '../core/json.ts';
import { LedgerError } from '../core/ledger-error.ts';
import type { ChainedLine } from './chain.ts';
import { damaged, type Line } from './line.ts';

/**
 * An entry of the chain as its record, with its values put back. A value that is not there was erased. Members and values that a
 * later cxform added come along. Throws LedgerError: `LEDGER_DAMAGED` where the record lacks what every entry of its type has, since
 * anyone can write a chain that holds together, and `LEDGER_UNREADABLE` for a type that only a later cxform knows.
 */
export function readEntry(
  { line, link }: ChainedLine,
  values: ReadonlyMap<string, JsonObject>,
): JournalEntry {
  // Only the values themselves tell what was erased.
  const { prev, values: digests, erased: _, ...facts } = link;
  const shape = shapeOf(link.type, line);
  for (const [member, fits] of Object.entries({ ...common, ...shape.members })) {
    if (!fits(facts[member])) throw damaged(line, `has no usable ${member}`);
  }
  const restored = restoreValues(shape.values, isObject(digests) ? digests : {}, values, line);
  // The loop above has looked at every member that the type asks for.
  return { ...facts, ...restored } as unknown as JournalEntry;
}

type Fits = (value: Json | undefined) => boolean;

/** What every entry of a type has: what the folds stand on. */
interface Shape {
  readonly members: { readonly [member: string]: Fits };
  readonly values: readonly string[];
}

const text: Fits = (value) => typeof value === 'string';
const count: Fits = (value) => Number.isInteger(value);
const flag: Fits = (value) => typeof value === 'boolean';
const address: Fits = (value) => typeof value === 'string' && parseAddress(value) !== undefined;

const facetsOrNone: Fits = (value) =>
  value === undefined || (isArray(value) && value.every((one) => isObject(one) && isFacet(one)));

const effectsOrNone: Fits = (value) =>
  value === undefined || (isArray(value) && value.every((one) => isObject(one) && isEffect(one)));

const isEffect = (one: JsonObject) =>
  text(one.effect) && address(one.address) && isArray(one.after) && one.after.every(address);

const isFacet = (one: JsonObject) =>
  address(one.address) && text(one.path) && /^\/[^/]+$/.test(String(one.path)) && flag(one.protect);

const common = { at: text, run: text };

const shapes: { readonly [type in JournalRecord['type']]: Shape } = {
  'run-started': {
    members: { tenant: text, manifests: text, plan: text, effects: effectsOrNone },
    values: [],
  },
  observed: {
    members: { address, id: text, protect: flag, facets: facetsOrNone },
    values: ['applied', 'cleared'],
  },
  intent: { members: { address, action: text, step: text }, values: ['desired'] },
  outcome: { members: { address, action: text, outcome: text, attempts: count }, values: [] },
  forgotten: { members: { address, id: text }, values: [] },
  'run-ended': { members: { summary: isObject }, values: [] },
};

function shapeOf(type: Json | undefined, line: Line): Shape {
  if (typeof type !== 'string') throw damaged(line, 'has no type');
  const shape = new Map<string, Shape>(Object.entries(shapes)).get(type);
  if (shape === undefined) {
    throw new LedgerError(
      'LEDGER_UNREADABLE',
      `${line.file} line ${line.number} is of the type ${type}, which this version of cxform does not know`,
      'Use the version of cxform that wrote the journal, or a later one',
    );
  }
  return shape;
}

function restoreValues(
  needed: readonly string[],
  digests: JsonObject,
  stored: ReadonlyMap<string, JsonObject>,
  line: Line,
): { values?: JsonObject; erased?: readonly string[] } {
  const values: Record<string, JsonObject> = {};
  const erased: string[] = [];
  for (const name of new Set([...needed, ...Object.keys(digests)])) {
    const digest = digests[name];
    if (typeof digest !== 'string') throw damaged(line, `has no digest of its value ${name}`);
    const value = stored.get(digest);
    values[name] = value ?? {};
    if (value === undefined) erased.push(name);
  }
  return { ...(Object.keys(values).length > 0 && { values }), ...(erased.length > 0 && { erased }) };
}
