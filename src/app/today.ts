import type { World } from './world.ts';

/** The day in UTC, `2026-06-30`. */
export function todayOf({ clock }: Pick<World, 'clock'>): string {
  return new Date(clock.now()).toISOString().slice(0, 10);
}
