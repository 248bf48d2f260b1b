import { reasonsOf } from '../oracles/settled.ts';
import type { RunRecord } from '../run-record.ts';

/** What many runs came to. */
export interface Figures {
  runs: number;
  boundaries: number;
  requests: number;
  writes: number;
  adminActs: number;
  processes: number;
  died: number;
  converged: number;
  unlocks: number;
  violations: number;
  /** Why last applies stopped, by code. */
  readonly stops: Record<string, number>;
  /** How often each fault came. */
  readonly met: Record<string, number>;
}

export const noFigures = (): Figures => ({
  runs: 0,
  boundaries: 0,
  requests: 0,
  writes: 0,
  adminActs: 0,
  processes: 0,
  died: 0,
  converged: 0,
  unlocks: 0,
  violations: 0,
  stops: {},
  met: {},
});

/** Counts a run. */
export function addRun(figures: Figures, record: RunRecord): void {
  const { appliers, last, sent, acts, requests, unlocks, met } = record;
  const planned = appliers.filter(({ applier }) => applier >= 0);
  figures.runs++;
  figures.boundaries += planned.reduce((sum, { boundaries }) => sum + boundaries, 0);
  figures.requests += requests;
  figures.writes += sent.length;
  figures.adminActs += acts.length;
  figures.processes += planned.length;
  figures.died += planned.filter(({ ended }) => !ended).length;
  figures.unlocks += unlocks;
  for (const [kind, count] of met) figures.met[kind] = (figures.met[kind] ?? 0) + count;
  if (last.ended?.exitCode === 0) figures.converged++;
  else
    for (const code of new Set(reasonsOf(last).map((reason) => reason.code)))
      figures.stops[code] = (figures.stops[code] ?? 0) + 1;
}

/** Counts what others have counted. */
export function addFigures(figures: Figures, { stops, met, ...sums }: Figures): void {
  for (const [name, sum] of Object.entries(sums)) figures[name as keyof typeof sums] += sum;
  for (const [code, count] of Object.entries(stops)) figures.stops[code] = (figures.stops[code] ?? 0) + count;
  for (const [kind, count] of Object.entries(met)) figures.met[kind] = (figures.met[kind] ?? 0) + count;
}
