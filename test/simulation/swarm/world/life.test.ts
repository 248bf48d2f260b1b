import { describe, expect, it } from 'vitest';
import { clockOf } from './clock.ts';
import { Life, type Turn } from './life.ts';
import { Stuck, Time } from './time.ts';

const never = 3_600_000;

function process(...turns: readonly Turn[]) {
  const time = new Time();
  const life = new Life({ time, turns, onTurn: () => {} });
  return { time, life, clock: clockOf(time, { aheadMs: 0 }, life) };
}

describe('a simulated process', () => {
  it('stands still while it is frozen, and finds its timers due when it goes on', async () => {
    const { time, life, clock } = process({ at: 0, what: 'freeze', ms: 100_000 });
    const deadline = clock.deadline(30_000);
    const woken = clock.sleep(10).then(() => time.elapsed);
    life.pass();
    expect(await time.until(woken, never)).toBe(100_000);
    expect(deadline.signal.aborted).toBe(true);
  });

  it('is told of a request to stop once, if it listens, and dies of the next one', async () => {
    const { time, life } = process({ at: 0, what: 'stop' }, { at: 1, what: 'stop' });
    let stops = 0;
    life.listen(() => {
      stops++;
    });
    life.pass();
    await time.until(time.sleep(1), never);
    expect({ stops, isOver: life.isOver }).toEqual({ stops: 1, isOver: false });
    life.pass();
    await time.until(time.sleep(1), never);
    expect({ stops, isOver: life.isOver }).toEqual({ stops: 1, isOver: true });
  });

  it('leaves nothing that would happen after its death', async () => {
    const { time, life, clock } = process({ at: 0, what: 'crash' });
    const sleeping = clock.sleep(10);
    life.pass();
    await expect(time.until(sleeping, never)).rejects.toThrow(Stuck);
  });
});

describe('simulated time', () => {
  it('does not wait for what never ends', async () => {
    const time = new Time();
    const tick = async (): Promise<void> => {
      for (;;) await time.sleep(1_000);
    };
    await expect(time.until(tick(), 60_000)).rejects.toThrow(Stuck);
    expect(time.elapsed).toBe(60_000);
  });
});
