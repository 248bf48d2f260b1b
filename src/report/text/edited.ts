import { escapeText } from '../escape.ts';

interface Edited {
  readonly by?: string | undefined;
  readonly at?: string | undefined;
}

/** Who has edited an object in the tenant, and when, as far as that is known: a line or none. */
export function editedLines({ by, at }: Edited): string[] {
  if (by === undefined && at === undefined) return [];
  const who = by === undefined ? '' : ` by ${by}`;
  const when = at === undefined ? '' : ` at ${at}`;
  return [`    ${escapeText(`Edited in the tenant${who}${when}`)}`];
}
