import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../../src/host/seeded-random.ts';
import type { Strike } from '../run-plan.ts';
import { Disk } from './disk.ts';
import { Life, type Turn } from './life.ts';
import { Strikes, Tally } from './strikes.ts';
import { Time } from './time.ts';

const path = '/centre/.cxform/prod/journal.jsonl';
const never = 60_000;

function machine(seed: number, turns: readonly Turn[] = [], strikes: readonly Strike[] = []) {
  const time = new Time();
  const tally = new Tally();
  const disk = new Disk({ time, random: new SeededRandom(seed), tally });
  const life = new Life({ time, turns, onTurn: () => {} });
  const files = disk.of({ life, strikes: new Strikes(strikes, tally), onAppend: () => {} });
  return { time, disk, life, files, tally };
}

const struck = (kind: Strike['kind']): readonly Strike[] => [
  { applier: 0, site: 'append', nth: 0, kind, share: 0.5 },
];

const textOf = async ({ disk }: Pick<ReturnType<typeof machine>, 'disk'>) =>
  new TextDecoder().decode(await disk.files.read(path));

/** What is left of an append of which the process dies, and what is told of it. */
async function crashedAppend(seed: number) {
  const made = machine(seed, [{ at: 0, what: 'crash' }]);
  void made.files.append(path, 'abcdefghij');
  await made.time.until(made.life.death, never);
  await new Promise((resolve) => setImmediate(resolve));
  return { text: await textOf(made), fates: [...made.tally.counts.keys()] };
}

describe('a simulated disk', () => {
  it('keeps what it has reported as written', async () => {
    const made = machine(1, [{ at: 3, what: 'crash' }]);
    const work = made.files.append(path, 'one\n').then(() => made.files.append(path, 'two\n'));
    void work;
    await made.time.until(made.life.death, never);
    expect(await textOf(made)).toBe('one\ntwo\n');
  });

  it('has nothing, a part or all of an append that its process did not live to see the end of', async () => {
    const ends = await Promise.all(Array.from({ length: 60 }, (_, seed) => crashedAppend(seed)));
    expect(ends.every(({ text }) => 'abcdefghij'.startsWith(text))).toBe(true);
    expect(new Set(ends.flatMap(({ fates }) => fates))).toEqual(
      new Set(['append-lost', 'append-torn', 'append-unheard']),
    );
    expect(ends.some(({ text, fates }) => text === '' && fates.includes('append-lost'))).toBe(true);
    expect(ends.some(({ text, fates }) => text === 'abcdefghij' && fates.includes('append-unheard'))).toBe(
      true,
    );
    expect(
      ends.filter(({ fates }) => fates.includes('append-torn')).every(({ text }) => text.length < 10),
    ).toBe(true);
  });

  it('answers with the error of the operating system, and has nothing, a part or all of it', async () => {
    const append = async (kind: Strike['kind']) => {
      const made = machine(4, [], struck(kind));
      const error = await made.time.until(
        made.files.append(path, 'abcdefghij').catch((thrown) => thrown),
        never,
      );
      return { code: error.code, text: await textOf(made) };
    };
    expect(await append('disk-full')).toEqual({ code: 'ENOSPC', text: '' });
    expect((await append('disk-full-midway')).code).toBe('ENOSPC');
    expect(await append('sync-failed')).toEqual({ code: 'EIO', text: 'abcdefghij' });
  });

  it('does not go on with what a dead process was about to do', async () => {
    const made = machine(1, [{ at: 0, what: 'crash' }]);
    let isOver = false;
    void made.files.append(path, 'one\n').finally(() => {
      isOver = true;
    });
    await made.time.until(made.life.death, never);
    await made.time.until(made.time.sleep(never), 2 * never);
    expect(isOver).toBe(false);
  });
});
