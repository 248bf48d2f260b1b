import type { Json } from '../core/json.ts';
import { formatDuration, parseDuration } from '../core/time/duration.ts';

/** How to write what was meant by something that is no duration (interface §1). */
export function durationHint(value: Json | undefined): string {
  const text = String(value).trim();
  if (text.startsWith('-')) return 'A duration is never negative';
  const bare = /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  const suggestions = bare === undefined ? [] : durationsFor(bare).filter(isPlausible);
  return suggestions.length === 0
    ? 'Write it with units, largest first, such as 500ms, 30s or 1h30m'
    : `Write it with a unit: ${suggestions.join(' or ')}`;
}

/** Nobody waits longer than a day. */
const isPlausible = (duration: string) => (parseDuration(duration) ?? Number.POSITIVE_INFINITY) <= 86_400_000;

/** Whole thousands were most likely meant in milliseconds, anything else in seconds. */
function durationsFor(bare: number): string[] {
  const inSeconds = formatDuration(Math.round(bare * 1000));
  return bare >= 1000 && bare % 1000 === 0 ? [formatDuration(bare), inSeconds] : [inSeconds];
}
