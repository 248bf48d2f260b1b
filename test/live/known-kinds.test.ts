import { expect, it } from 'vitest';
import { address } from '../../src/core/address.ts';
import type { Observed } from '../../src/core/journal.ts';
import { skill } from '../support/declarations.ts';
import { engineWorld } from '../support/engine-world.ts';

const recorded = (name: string): Observed => ({
  at: '2026-06-01T08:00:00Z',
  run: 'r1',
  type: 'observed',
  address: address('Roster', name),
  id: `id-${name}`,
  protect: false,
  values: { applied: {}, cleared: {} },
});

it('what a later cxform has recorded of a kind unknown here is refused before anything is asked, and not forgotten', async () => {
  const world = await engineWorld({
    skills: [{ id: 's1', name: 'a', version: 1 }],
    declared: [skill('a')],
    tenant: { prune: true },
  });
  await world.apply();
  const ledger = await world.ledger();
  await ledger.append([recorded('early'), recorded('late')], (await ledger.read()).head);
  const before = await world.journal();

  for (const result of [await world.planResult(), await world.driftResult(), await world.applyResult()]) {
    expect(result).toEqual({
      diagnostics: [expect.objectContaining({ severity: 'error', code: 'LEDGER_KIND_UNKNOWN' })],
    });
    expect(world.requests).toEqual([]);
  }
  expect(await world.journal()).toEqual(before);
});
