import { escapes, type Notation, notations } from './escapes.ts';

/** A text as somebody may have meant it. */
export interface Reading {
  readonly text: string;
  /** Where in the text as it was written a character begins, or, for one past the last, the text ends. */
  origin(index: number): number;
}

/** So often escapes of all notations are undone at once. */
const mixedMax = 4;

/** So many notations may be written in one another. */
const nestedMax = 2;

/**
 * A text as it is; with the escapes of one notation undone, and then of one more, as whatever wrote it may have used them; and with
 * those of all notations undone at once, as long as that changes it. No reading comes twice.
 */
export function readingsOf(text: string): readonly Reading[] {
  const [raw, ...mixed] = mixedReadings(text);
  const readings = new Map([[text, raw]]);
  let latest: readonly Reading[] = [raw];
  for (let depth = 0; depth < nestedMax; depth++) {
    const next = latest.flatMap((one) => notations.map((notation) => undo(one, notation)));
    latest = next.filter((one) => !readings.has(one.text));
    for (const one of latest) readings.set(one.text, one);
  }
  for (const one of mixed) readings.set(one.text, one);
  return [...readings.values()];
}

/** What a text means to whoever undoes escapes of all notations at once, again and again. */
export function mixedReadings(text: string): readonly [Reading, ...Reading[]] {
  let last: Reading = { text, origin: (index) => index };
  const readings: [Reading, ...Reading[]] = [last];
  for (let count = 0; count < mixedMax; count++) {
    const next = undo(last, escapes);
    if (next.text === last.text) break;
    readings.push(next);
    last = next;
  }
  return readings;
}

function undo({ text, origin }: Reading, { pattern, meaning }: Notation): Reading {
  const parts: string[] = [];
  const origins: number[] = [];
  let at = 0;
  const take = (part: string, originAt: (index: number) => number) => {
    parts.push(part);
    for (let index = 0; index < part.length; index++) origins.push(originAt(index));
  };
  const takeUntil = (end: number) => {
    const from = at;
    take(text.slice(from, end), (index) => origin(from + index));
  };
  for (const { index, 0: found, groups = {} } of text.matchAll(pattern)) {
    const meant = meaning(groups);
    if (meant === undefined) continue;
    takeUntil(index);
    take(meant, () => origin(index));
    at = index + found.length;
  }
  if (at === 0) return { text, origin };
  takeUntil(text.length);
  const end = origin(text.length);
  return { text: parts.join(''), origin: (index) => origins[index] ?? end };
}
