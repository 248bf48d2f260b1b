/** What a crash test has seen so far. */
export interface Figures {
  /** Applies that were killed, by how far they were: before their first write, between, or when nothing was left to write. */
  readonly kills: { before: number; during: number; after: number };
  /** Applies that had ended by themselves when they were to be killed. */
  missed: number;
  /** Killed while another kill was being recovered from. */
  again: number;
  rounds: number;
  writes: number;
  ledgers: number;
}

export const noFigures = (): Figures => ({
  kills: { before: 0, during: 0, after: 0 },
  missed: 0,
  again: 0,
  rounds: 0,
  writes: 0,
  ledgers: 0,
});

export const killsIn = ({ kills: { before, during, after } }: Figures): number => before + during + after;

interface Found {
  readonly objects: number;
  readonly edits: number;
  readonly seconds: number;
}

/** For people: a line each. */
export function figuresText(figures: Figures, { objects, edits, seconds }: Found): string {
  const { kills, missed, again, rounds, writes, ledgers } = figures;
  const { before, during, after } = kills;
  const lines = [
    ['kills', `${killsIn(figures)} in ${rounds} rounds, ${again} of them during recovery`],
    ['  before the first write', before],
    ['  between writes', during],
    ['  after the last write', after],
    ['ended before they were killed', missed],
    ['objects', objects],
    ['writes', writes],
    ['edits by hand', edits],
    ['duplicates', 0],
    ['lost edits', 0],
    ['ledgers verified', ledgers],
    ['seconds', Math.round(seconds)],
  ];
  return lines.map(([name, value]) => `${name}: ${value}\n`).join('');
}
