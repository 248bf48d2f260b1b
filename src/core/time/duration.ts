const unitMs = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;

/**
 * Reads a duration such as `500ms`, `30s`, `2m`, `1h30m` (interface §1) as milliseconds.
 * Units stand largest first, each at most once; undefined for anything else, a sign or a bare number included.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(?:(\d{1,12})h)?(?:(\d{1,12})m(?!s))?(?:(\d{1,12})s)?(?:(\d{1,12})ms)?$/.exec(text);
  if (!match || text === '') return undefined;
  const [, hours = '0', minutes = '0', seconds = '0', milliseconds = '0'] = match;
  const ms =
    Number(hours) * unitMs.h + Number(minutes) * unitMs.m + Number(seconds) * unitMs.s + Number(milliseconds);
  return Number.isSafeInteger(ms) ? ms : undefined;
}

/** Writes milliseconds (a whole number, not negative) in canonical form, largest units first: 90000 is `1m30s`, 0 is `0s`. */
export function formatDuration(ms: number): string {
  let rest = ms;
  let text = '';
  for (const [unit, length] of Object.entries(unitMs)) {
    const count = Math.floor(rest / length);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * length;
  }
  return text === '' ? '0s' : text;
}
