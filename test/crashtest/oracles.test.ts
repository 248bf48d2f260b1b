import { beforeEach, describe, expect, it } from 'vitest';
import { Chance } from '../../tools/chance.ts';
import { Admin } from '../../tools/crashtest/admin.ts';
import type { Centre } from '../../tools/crashtest/centre/centre.ts';
import { assureLedger, assureNothingLeft, assureTenant } from '../../tools/crashtest/oracles.ts';
import type { Live } from '../../tools/crashtest/tenant.ts';
import { Violation } from '../../tools/crashtest/violation.ts';

const centre: Centre = {
  skills: [{ name: 'billing', displayName: 'Billing' }],
  queues: [
    {
      name: 'sales',
      displayName: 'Sales',
      skills: [{ skill: 'billing', level: 2 }],
      overflow: { minutes: 2, target: 'rest', asRule: true },
    },
    { name: 'rest', displayName: 'Rest', wrapUpSeconds: 5, skills: [] },
  ],
  teams: [{ name: 'team-1', agents: ['ana'], queues: ['sales', 'rest'] }],
};

const sales = {
  id: 'q1',
  name: 'Sales',
  skills: [{ id: 's1', level: 2 }],
  overflow: { maxWaitTime: 120_000, action: 'routeToQueue', targetQueueId: 'q2' },
};
const rest = { id: 'q2', name: 'Rest', wrapUpTimeout: 5_000, skills: [], overflow: null };
const live: Live = {
  skills: [{ id: 's1', name: 'Billing', version: 1 }],
  queues: [sales, rest],
  users: [{ id: 'u1', name: 'ana' }],
  profiles: [{ id: 'u1', queueIds: ['q2', 'q1'] }],
};

const nobody = () => new Admin({ edit: async () => undefined }, new Chance(1));

describe('a tenant as Git has it', () => {
  it('breaks no promise, whatever somebody has made by hand', () => {
    expect(() => assureTenant(live, centre, nobody())).not.toThrow();
    const more = { ...live, skills: [...live.skills, { id: 's9', name: 'By hand 1' }] };
    expect(() => assureTenant(more, centre, nobody())).not.toThrow();
  });

  const others: readonly [string, Partial<Live>][] = [
    ['a duplicate', { skills: [...live.skills, { id: 's2', name: 'Billing' }] }],
    ['something that Git does not have', { skills: [...live.skills, { id: 's2', name: 'Outages' }] }],
    ['a missing object', { skills: [] }],
    ['a value that is another', { queues: [sales, { ...rest, wrapUpTimeout: 9 }] }],
    ['a level that is another', { queues: [{ ...sales, skills: [] }, rest] }],
    ['an overflow that is missing', { queues: [{ ...sales, overflow: null }, rest] }],
    ['a profile without a queue', { profiles: [{ id: 'u1', queueIds: ['q1'] }] }],
  ];
  it.each(others)('is told from one with %s', (_what, other) => {
    expect(() => assureTenant({ ...live, ...other }, centre, nobody())).toThrow(Violation);
  });
});

describe('somebody who edits by hand', () => {
  let admin: Admin;
  let edits: { list: 'skills' | 'queues'; name?: string; change?: object; create?: { name: string } }[];

  beforeEach(async () => {
    edits = [];
    const edit = async (asked: object) => {
      edits.push(asked as (typeof edits)[number]);
      return `id-${edits.length}`;
    };
    admin = new Admin({ edit }, new Chance(1));
    const open: Centre = {
      ...centre,
      queues: centre.queues.map(({ wrapUpSeconds: _, ...queue }) => queue),
    };
    for (let count = 0; count < 40; count++) await admin.edit(open);
  });

  const edited = (): Live => {
    const objects = (list: 'skills' | 'queues') =>
      edits.flatMap((edit, index) =>
        edit.list === list
          ? [
              {
                id: `id-${index + 1}`,
                name: edit.name ?? edit.create?.name ?? '',
                ...edit.create,
                ...edit.change,
              },
            ]
          : [],
      );
    return { skills: objects('skills'), queues: objects('queues'), users: [], profiles: [] };
  };

  it('misses nothing while all that he set is there', () => {
    expect(admin.edits).toBe(40);
    expect(admin.lost(edited(), centre)).toEqual([]);
  });

  it('misses every value that is another, and what he made himself', () => {
    const { skills, queues } = edited();
    const reset = queues.map((queue) => ({ ...queue, wrapUpTimeout: 0 }));
    expect(admin.lost({ ...edited(), queues: reset }, centre)).toHaveLength(queues.length);
    const gits = skills.filter(({ name }) => !name?.startsWith('By hand'));
    expect(gits.length).toBeLessThan(skills.length);
    expect(admin.lost({ ...edited(), skills: gits }, centre)).toHaveLength(skills.length - gits.length);
  });

  it('misses nothing of an object that Git deleted, but of one that was made anew', () => {
    const without = { ...edited(), queues: [] };
    expect(admin.lost(without, centre)).toHaveLength(edited().queues.length);
    expect(admin.lost(without, { ...centre, queues: [] })).toEqual([]);
  });
});

describe('what cxform says of itself', () => {
  const ended = (code: number, document: object) => ({ code, stdout: JSON.stringify(document), stderr: '' });

  it('is that the ledger holds together', () => {
    expect(() => assureLedger(ended(0, {}))).not.toThrow();
    expect(() => assureLedger(ended(1, {}))).toThrow(Violation);
  });

  it('is that nothing is left to do and nothing to wait for', () => {
    const plan = { changes: [], orphaned: [], diagnostics: [] };
    expect(() => assureNothingLeft(ended(0, plan))).not.toThrow();
    for (const left of [{ changes: [{}] }, { orphaned: [{}] }, { diagnostics: [{ code: 'UNSETTLED' }] }]) {
      expect(() => assureNothingLeft(ended(0, { ...plan, ...left }))).toThrow(Violation);
    }
    expect(() => assureNothingLeft(ended(1, { diagnostics: [] }))).toThrow(Violation);
  });
});
