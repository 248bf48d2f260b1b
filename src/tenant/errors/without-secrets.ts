import { mixedReadings, readingsOf } from './readings.ts';

/**
 * A text with `***` for each secret in it, in letters of any case, as a host name has it. However a secret is written there, as a URL, a
 * form, JSON or a web page would write it, in whole or in part, or in several of these ways at once: it is looked for with all of that
 * undone, in the text and in the secret alike. In base64 it is found where it stands alone.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const patterns = [...new Set(secrets.flatMap(wordings))].map((one) => new RegExp(escaped(one), 'gi'));
  const hidden = readingsOf(text).flatMap((reading) =>
    patterns.flatMap((pattern) =>
      Array.from(reading.text.matchAll(pattern), ({ index, 0: found }) => ({
        start: reading.origin(index),
        end: reading.origin(index + found.length),
      })),
    ),
  );
  return hide(text, hidden);
}

/** What a secret comes to where some of its characters look like escapes. */
function wordings(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  const base64Url = Buffer.from(secret).toString('base64url');
  return [secret, base64, base64Url]
    .flatMap((one) => mixedReadings(one).map((reading) => reading.text))
    .filter((one) => one.trim() !== '');
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** A part of a text. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Stretches that overlap are one. */
function hide(text: string, stretches: readonly Stretch[]): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of [...stretches].sort((a, b) => a.start - b.start)) {
    if (end > at && start >= at) shown += `${text.slice(at, start)}***`;
    at = Math.max(at, end);
  }
  return shown + text.slice(at);
}
