import type { Document } from 'yaml';
import { invariant } from '../core/invariant.ts';
import { LazyMap } from '../core/lazy-map.ts';
import { composeDocuments } from './compose.ts';
import type { Locate } from './locate.ts';
import { plainValue } from './plain-value.ts';
import { type AliasBudget, type LocatedValue, toValue } from './to-value.ts';

/**
 * A document's value with its places. Of a plain document these are found out when first asked for, by reading its text once more: places
 * take more time and memory than all else, and are needed only for what changes or is wrong.
 */
export function locatedValue(
  document: Document.Parsed,
  text: string,
  locate: Locate,
  budget: AliasBudget,
): LocatedValue {
  const value = plainValue(document);
  const part = value === undefined ? undefined : partOf(document, text);
  if (value === undefined || part === undefined) return toValue(document, locate, budget);
  let places: LocatedValue | undefined;
  const read = () => {
    places ??= readAgain(part, locate, budget);
    return places;
  };
  return {
    value,
    sources: new LazyMap(() => read().sources),
    keys: new LazyMap(() => read().keys),
    diagnostics: [],
  };
}

interface Part {
  readonly text: string;
  /** Where it begins in the file. */
  readonly offset: number;
}

/** The text of a document's only node from the beginning of its line; undefined where something else stands on that line. */
function partOf({ contents, range }: Document.Parsed, text: string): Part | undefined {
  const begin = contents?.range[0] ?? range[0];
  const offset = text.lastIndexOf('\n', begin - 1) + 1;
  const isAlone = text.slice(offset, begin).trim() === '';
  return isAlone ? { text: text.slice(offset, contents?.range[2] ?? range[2]), offset } : undefined;
}

function readAgain({ text, offset }: Part, locate: Locate, budget: AliasBudget): LocatedValue {
  const locateInFile: Locate = (at) => locate(at + offset);
  const [value] = composeDocuments(text, (document) => toValue(document, locateInFile, budget)).documents;
  invariant(value, 'a document that was read once is gone');
  return value;
}
