import type { Chance } from '../../../tools/chance.ts';
import type { Overflow, QueueManifest } from './centre.ts';
import type { Renamed } from './draw-centre.ts';

/**
 * The overflows that queues have next: most keep theirs, inline or as a rule, others get another one or none; some rules move to another
 * queue, and some queues are joined in a ring.
 */
export function drawOverflows(
  chance: Chance,
  before: readonly QueueManifest[],
  renamed: Renamed,
): readonly QueueManifest[] {
  const names = before.map(({ name }) => name);
  const kept = before.map((queue) => drawKept(chance, queue, names, renamed));
  const freed = before.flatMap(({ rule }, index) => (rule && !kept[index]?.rule ? [rule.name] : []));
  const ring = drawRing(chance, names);
  return kept.map((queue, index) => {
    const target = ring.get(queue.name);
    if (target === undefined && queue.overflow) return queue;
    const { overflow: _, rule: keptRule, ...others } = queue;
    const overflow =
      target === undefined ? drawOverflow(chance, names, before[index]) : { minutes: 1, target };
    if (!overflow) return { ...others, ...(overflow === null && { overflow }) };
    if (!keptRule && chance.happens(0.5)) return { ...others, overflow };
    const name = (chance.happens(0.5) ? freed.shift() : undefined) ?? chance.newName('r');
    return { ...others, overflow, rule: keptRule ?? { name, protect: chance.happens(0.3) } };
  });
}

/** The names of the queues that contacts of one can come to, its own with them. */
export function reachableFrom(start: QueueManifest, queues: readonly QueueManifest[]): readonly string[] {
  const reached = new Set<string>();
  let at: QueueManifest | undefined = start;
  while (at && !reached.has(at.name)) {
    reached.add(at.name);
    const target: string | null | undefined = at.overflow?.target;
    at = queues.find(({ name }) => name === target);
  }
  return [...reached];
}

/** The queue with the overflow that it had, perhaps moved inline; without one where that leads nowhere now, or shall change. */
function drawKept(
  chance: Chance,
  queue: QueueManifest,
  names: readonly string[],
  renamed: Renamed,
): QueueManifest {
  const { overflow: before, rule, ...others } = queue;
  if (!before || !chance.happens(0.6)) return others;
  const target = before.target && (renamed.get(before.target) ?? before.target);
  if (target && !names.includes(target)) return others;
  const overflow = target === undefined ? before : { ...before, target };
  return { ...others, overflow, ...(rule && !chance.happens(0.15) && { rule }) };
}

/** What a manifest that had an overflow itself says no more stays in the tenant, and may hold on to what shall go: that is rare here. */
function drawOverflow(
  chance: Chance,
  names: readonly string[],
  { overflow: before, rule }: Partial<QueueManifest> = {},
): Overflow | null | undefined {
  const minutes = 1 + chance.below(5);
  const routed = { minutes, target: chance.one(names) };
  const said = [null, { minutes, target: null }, routed, routed, routed];
  if (rule) return chance.happens(0.6) ? undefined : chance.one(said);
  if (before && chance.happens(0.9)) return chance.one(said);
  return chance.one([undefined, { minutes }, ...said]);
}

/** Up to four queues, each with the next one; one alone with itself. */
function drawRing(chance: Chance, names: readonly string[]): ReadonlyMap<string, string> {
  if (names.length === 0 || !chance.happens(0.7)) return new Map();
  const length = 1 + chance.below(Math.min(4, names.length));
  const start = chance.below(names.length);
  const members = Array.from({ length }, (_, index) => names[(start + index) % names.length] ?? '');
  return new Map(members.map((name, index) => [name, members[(index + 1) % length] ?? name]));
}
