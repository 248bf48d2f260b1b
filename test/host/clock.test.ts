import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/host/clock.ts';

const dayMs = 86_400_000;

describe('systemClock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-06-01T08:00:00Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells the time of day and the time passed', () => {
    const start = systemClock.monotonic();
    vi.advanceTimersByTime(1500);
    expect(systemClock.now()).toBe(Date.parse('2026-06-01T08:00:01.500Z'));
    expect(systemClock.monotonic() - start).toBe(1500);
  });

  it('sleeps for the time asked for', async () => {
    const woken = vi.fn();
    const slept = systemClock.sleep(1000).then(woken);
    await vi.advanceTimersByTimeAsync(999);
    expect(woken).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await slept;
    expect(woken).toHaveBeenCalledOnce();
  });

  it('does not wake at once from a sleep longer than a timer can be', async () => {
    const woken = vi.fn();
    void systemClock.sleep(1000 * 365 * dayMs).then(woken);
    await vi.advanceTimersByTimeAsync(24 * dayMs);
    expect(woken).not.toHaveBeenCalled();
  });

  it('wakes with the signal’s reason and leaves no timer', async () => {
    const controller = new AbortController();
    const slept = systemClock.sleep(1000, controller.signal);
    const reason = new Error('cancelled');
    controller.abort(reason);
    await expect(slept).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not fall asleep on a signal that has aborted', async () => {
    const reason = new Error('cancelled');
    await expect(systemClock.sleep(1000, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('aborts at the deadline', () => {
    const { signal } = systemClock.deadline(1000);
    vi.advanceTimersByTime(999);
    expect(signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(signal.aborted).toBe(true);
  });

  it('never aborts at a deadline that was cleared', () => {
    const { signal, clear } = systemClock.deadline(1000);
    clear();
    vi.advanceTimersByTime(2000);
    expect(signal.aborted).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });
});
