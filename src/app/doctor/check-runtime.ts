import type { Finding } from '../../core/checkup.ts';
import type { Runtime } from '../../core/runtime.ts';
import { failed, ok, warned } from './finding.ts';

/** What cxform runs on: Node, and the time zones that it knows (contract §5: tz data changes quarterly). */
export function checkRuntime(runtime: Runtime, now: number): readonly Finding[] {
  return [checkNode(runtime), checkTzData(runtime, now), checkZones(runtime)];
}

function checkNode({ node, nodeWanted }: Runtime): Finding {
  const subject = { check: 'node' };
  const found = `${node}, where cxform needs ${nodeWanted}`;
  return isAtLeast(node, nodeWanted)
    ? ok(subject, found)
    : failed(subject, found, `Install a Node that is ${nodeWanted}`);
}

/** `wanted` is `>=` and a version. */
function isAtLeast(version: string, wanted: string): boolean {
  const parts = numbersIn(version);
  const least = numbersIn(wanted);
  const differs = least.findIndex((number, index) => number !== parts[index]);
  return differs < 0 || (parts[differs] ?? 0) > (least[differs] ?? 0);
}

const numbersIn = (version: string) => (version.match(/\d+/g) ?? []).slice(0, 3).map(Number);

function checkTzData({ tz, icu }: Runtime, now: number): Finding {
  const subject = { check: 'tz-data' };
  const releasedAt = tz === undefined ? undefined : releaseOf(tz);
  if (tz === undefined || releasedAt === undefined) {
    const found = `the version of the time zones' data is not known (${tz ?? 'none given'})`;
    return warned(subject, found, 'Use a Node from nodejs.org, which has its own');
  }
  const found = icu === undefined ? tz : `${tz} (ICU ${icu})`;
  return now - releasedAt <= ageMsMax
    ? ok(subject, found)
    : warned(
        subject,
        `${found} is older than 18 months`,
        'Update Node: what governments have decided about summer time since is not known to this one',
      );
}

const dayMs = 24 * 60 * 60 * 1_000;
const ageMsMax = 548 * dayMs;

/** About when a version came out: its letter counts the releases of a year, which come about once a quarter, the last ones together. */
function releaseOf(tz: string): number | undefined {
  const [, year, letter] = /^(\d{4})([a-z])$/.exec(tz) ?? [];
  if (year === undefined || letter === undefined) return undefined;
  const quarter = Math.min(4, 1 + letter.charCodeAt(0) - 'a'.charCodeAt(0));
  return Date.UTC(Number(year), 3 * quarter, 1);
}

const zone = 'Europe/London';
const changeAt = Date.UTC(2026, 2, 29, 1);
const halfAnHourMs = 30 * 60 * 1_000;

/** A Node without the zones' data takes every zone for UTC, or knows none: both show where summer time begins. */
function checkZones({ hourIn }: Runtime): Finding {
  const subject = { check: 'time-zones' };
  const before = hourIn(zone, changeAt - halfAnHourMs);
  const after = hourIn(zone, changeAt + halfAnHourMs);
  if (before === 0 && after === 2) return ok(subject, `summer time of 2026 in ${zone} is known`);
  return failed(
    subject,
    `summer time of 2026 in ${zone} is not known, so that local times come out wrong`,
    'Use a Node from nodejs.org, which has its own data of the time zones',
  );
}
