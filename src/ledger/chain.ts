import { byCodeUnit } from '../core/address.ts';
import { canonicalJson, digest } from '../core/fingerprint.ts';
import type { JournalRecord } from '../core/journal.ts';
import type { JsonObject } from '../core/json.ts';
import { EMPTY_HEAD, type Random } from '../core/ports.ts';
import { damaged, type Line, parseLine } from './line.ts';
import { type StoredValue, storeValue } from './stored-value.ts';

/** Where a chain ends: the number of its last entry, and that entry's hash. */
export interface Tip {
  readonly seq: number;
  readonly head: string;
}

/** Entries as they go to disk, and where the chain ends with them. */
export interface Chained {
  readonly entries: readonly string[];
  readonly tip: Tip;
}

/** A line of the chain, and the JSON it holds: the facts of a record, with digests for its values. */
export interface ChainedLine {
  readonly line: Line;
  readonly link: JsonObject;
}

/** Where a chain ends that has not begun. */
export const emptyTip: Tip = { seq: 0, head: EMPTY_HEAD };

/** Puts records at the end of a chain: each entry names the hash of the one before, and its values by digest. */
export function linkRecords(
  records: readonly JournalRecord[],
  from: Tip,
  random: Random,
): Chained & { readonly values: readonly string[] } {
  const values: StoredValue[] = [];
  const facts = records.map((record) => {
    const stored = storeValues(record, random);
    values.push(...stored.map(([, value]) => value));
    return { ...record, ...withDigests(stored) } as JsonObject;
  });
  return { ...chainFacts(facts, from), values: values.map(canonicalJson) };
}

/** Puts facts at the end of a chain, also such as were entries of another one: their values stay where they are. */
export function chainFacts(facts: readonly JsonObject[], from: Tip): Chained {
  let tip = from;
  const entries = facts.map(({ hash: _, ...fact }) => {
    const link = { ...fact, seq: tip.seq + 1, prev: tip.head };
    tip = { seq: link.seq, head: digest(link) };
    return canonicalJson({ ...link, hash: tip.head });
  });
  return { entries, tip };
}

/** Reads a chain from its first line on. Throws LedgerError `LEDGER_DAMAGED` at the first line that breaks it. */
export function readChain(lines: readonly Line[]): {
  readonly links: readonly ChainedLine[];
  readonly tip: Tip;
} {
  let tip = emptyTip;
  const links = lines.map((line, index) => {
    const link = parseLine(line);
    const flaw = linkFlaw(link, index === 0 ? beginningOf(link) : tip, index);
    if (flaw !== undefined) throw damaged(line, flaw);
    tip = tipAfter(link);
    return { line, link };
  });
  return { links, tip };
}

/** Where the chain stood before a journal's first entry: elsewhere than at its beginning only where that one tells of a compaction. */
export function beginningOf({ type, entries, head }: JsonObject): Tip {
  const isCompacted = type === 'compacted' && typeof entries === 'number' && typeof head === 'string';
  return isCompacted ? { seq: entries, head } : emptyTip;
}

/** Why a link does not go on from where the chain stood, which is undefined where nobody knows; or does not fit its own hash. */
export function linkFlaw(link: JsonObject, tip: Tip | undefined, index: number): string | undefined {
  const { hash, ...facts } = link;
  if (typeof hash !== 'string' || hash !== digest(facts)) return 'does not fit its hash';
  if (facts.type === 'compacted' && index > 0) return 'begins the journal and is not its first entry';
  if (tip && facts.seq !== tip.seq + 1) return `is not entry ${tip.seq + 1} of the journal`;
  if (tip && facts.prev !== tip.head) return 'does not follow from the entry before it';
  return undefined;
}

/** Where the chain ends with a link that has no flaw. */
export const tipAfter = ({ seq, hash }: JsonObject): Tip => ({ seq: Number(seq), head: String(hash) });

type NamedValue = readonly [name: string, value: StoredValue];

/** In the order in which the entry names them. */
function storeValues(record: JournalRecord, random: Random): readonly NamedValue[] {
  const values: { readonly [name: string]: JsonObject | undefined } = 'values' in record ? record.values : {};
  return Object.entries(values)
    .sort(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([name, value]) => (value === undefined ? [] : [[name, storeValue(value, random)] as const]));
}

function withDigests(stored: readonly NamedValue[]): { values?: Record<string, string> } {
  if (stored.length === 0) return {};
  return { values: Object.fromEntries(stored.map(([name, value]) => [name, value.digest])) };
}
