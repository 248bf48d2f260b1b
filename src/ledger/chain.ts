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

/** Records as they go to disk, and where the chain ends with them. */
export interface Links {
  readonly entries: readonly string[];
  readonly values: readonly string[];
  readonly tip: Tip;
}

/** A line of the chain, and the JSON it holds: the facts of a record, with digests for its values. */
export interface ChainedLine {
  readonly line: Line;
  readonly link: JsonObject;
}

const emptyTip: Tip = { seq: 0, head: EMPTY_HEAD };

/** Puts records at the end of a chain: each entry names the hash of the one before, and its values by digest. */
export function linkRecords(records: readonly JournalRecord[], from: Tip, random: Random): Links {
  const entries: string[] = [];
  const values: StoredValue[] = [];
  let tip = from;
  for (const record of records) {
    const stored = storeValues(record, random);
    values.push(...Object.values(stored));
    const link = { ...record, ...withDigests(stored), seq: tip.seq + 1, prev: tip.head };
    tip = { seq: link.seq, head: digest(link) };
    entries.push(canonicalJson({ ...link, hash: tip.head }));
  }
  return { entries, values: values.map(canonicalJson), tip };
}

/** Reads a chain from its first line on. Throws LedgerError `LEDGER_DAMAGED` at the first line that breaks it. */
export function readChain(lines: readonly Line[]): {
  readonly links: readonly ChainedLine[];
  readonly tip: Tip;
} {
  let tip = emptyTip;
  const links = lines.map((line) => {
    const link = parseLine(line);
    tip = follow(tip, link, line);
    return { line, link };
  });
  return { links, tip };
}

function follow(tip: Tip, entry: JsonObject, line: Line): Tip {
  const { hash, ...link } = entry;
  if (link.seq !== tip.seq + 1) throw damaged(line, `is not entry ${tip.seq + 1} of the journal`);
  if (link.prev !== tip.head) throw damaged(line, 'does not follow from the entry before it');
  if (typeof hash !== 'string' || hash !== digest(link)) throw damaged(line, 'does not fit its hash');
  return { seq: link.seq, head: hash };
}

function storeValues(record: JournalRecord, random: Random): Record<string, StoredValue> {
  const values: { readonly [name: string]: JsonObject } = 'values' in record ? record.values : {};
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, storeValue(value, random)]));
}

function withDigests(stored: Record<string, StoredValue>): { values?: Record<string, string> } {
  const digests = Object.entries(stored).map(([name, value]) => [name, value.digest] as const);
  return digests.length === 0 ? {} : { values: Object.fromEntries(digests) };
}
