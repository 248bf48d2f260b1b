import { describe, expect, it } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { nodeRuntime } from '../../src/host/runtime.ts';

describe('the Node that cxform runs on', () => {
  const runtime = nodeRuntime(packageFile.engines.node);

  it('says its versions, and what package.json wants', () => {
    expect(runtime.node).toBe(process.version.slice(1));
    expect(runtime.tz).toMatch(/^\d{4}[a-z]$/);
    expect(runtime.icu).toMatch(/^\d+/);
    // The one form that doctor reads.
    expect(runtime.nodeWanted).toMatch(/^>=\d+\.\d+\.\d+$/);
  });

  it('knows the hour of a zone on both sides of a change, midnight as 0', () => {
    const hour = (at: string) => runtime.hourIn('Europe/London', Date.parse(at));
    expect([hour('2026-03-29T00:30Z'), hour('2026-03-29T01:30Z'), hour('2026-03-28T13:00Z')]).toEqual([
      0, 2, 13,
    ]);
  });

  it('knows no hour of a zone that there is not', () => {
    expect(runtime.hourIn('Europe/Atlantis', 0)).toBeUndefined();
  });
});
