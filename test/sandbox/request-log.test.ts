import { describe, expect, it } from 'vitest';
import { RequestLog, type RequestRecord } from '../../src/sandbox/request-log.ts';

const record = (path: string, more: Partial<RequestRecord> = {}): RequestRecord => ({
  at: '2026-06-01T08:00:00.000Z',
  method: 'GET',
  path,
  status: 200,
  ...more,
});

describe('the log in memory', () => {
  it('drops the oldest requests and counts them, and holds the latest in their order', async () => {
    const log = new RequestLog({ charactersMax: 10_000 });
    for (let n = 0; n < 1_000; n++) await log.add(record(`/${n}`));
    expect(log.records.length).toBeGreaterThan(20);
    expect(log.records.length).toBeLessThan(60);
    expect(log.dropped + log.records.length).toBe(1_000);
    expect(log.records.map(({ path }) => path)).toEqual(
      log.records.map((_, index) => `/${log.dropped + index}`),
    );
  });

  it('measures bodies as well, and keeps the last one whatever its size', async () => {
    const log = new RequestLog({ charactersMax: 10_000 });
    const body = { name: 'x'.repeat(20_000) };
    await log.add(record('/small'));
    await log.add(record('/large', { method: 'POST', body }));
    expect(log.records).toEqual([record('/large', { method: 'POST', body })]);
    await log.add(record('/next'));
    expect(log.records.map(({ path }) => path)).toEqual(['/next']);
    expect(log.dropped).toBe(2);
  });

  it('drops nothing that has been written to the file', async () => {
    const lines: string[] = [];
    const append = async (text: string) => {
      lines.push(...text.trimEnd().split('\n'));
    };
    const log = new RequestLog({ append, charactersMax: 2_000 });
    for (let n = 0; n < 100; n++) await log.add(record(`/${n}`));
    expect(log.dropped).toBeGreaterThan(0);
    expect(lines.map((line) => JSON.parse(line).path)).toEqual(
      Array.from({ length: 100 }, (_, n) => `/${n}`),
    );
  });
});
