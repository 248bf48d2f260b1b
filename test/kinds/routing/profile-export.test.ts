import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { ExportNaming, Lookups } from '../../../src/core/kind.ts';
import type { LiveObject } from '../../../src/core/resource.ts';
import { roster } from '../../../src/kinds/people/roster/roster.ts';
import { routingProfile } from '../../../src/kinds/routing/routing-profile/routing-profile.ts';
import { schemaViolations } from '../../../src/manifest/schema-check.ts';

/** A naming like that of the export: no two manifests of a kind have the same name. */
function naming(lookups: Lookups): ExportNaming {
  const taken = new Set<string>();
  return {
    nameFor(kind, text) {
      const stem = text.toLowerCase().replace(/[^a-z0-9._-]+/g, '-') || 'x';
      for (let number = 1; ; number += 1) {
        const name = number === 1 ? stem : `${stem}-${number}`;
        if (taken.has(`${kind}/${name}`)) continue;
        taken.add(`${kind}/${name}`);
        return name;
      }
    },
    lookups,
  };
}

/** A queue as the export refers to it. */
function queueOf(id: string): Json {
  if (id.startsWith('out')) return { external: `Queue ${id}` };
  return id.startsWith('id') ? { id } : id;
}

function live(id: string, label: string | undefined, queueIds: string[], more: JsonObject = {}): LiveObject {
  const spec = {
    agent: label === undefined ? { id } : { id, label },
    queues: queueIds.map(queueOf),
    routingProfileId: `${id}/routing-profiles/default`,
    ...more,
  };
  return { kind: 'RoutingProfile', id, version: 1, raw: { status: 'busy' }, spec };
}

function exported(...objects: readonly LiveObject[]) {
  const manifests = routingProfile.exportAs?.(objects, naming(new Map())) ?? [];
  for (const { kind, spec } of manifests) {
    const { schema } = kind === 'Roster' ? roster : routingProfile;
    expect(schemaViolations(schema, spec)).toEqual([]);
  }
  return manifests;
}
const profiles = (...objects: readonly LiveObject[]) =>
  exported(...objects)
    .filter(({ kind }) => kind === 'RoutingProfile')
    .map(({ name, spec }) => [name, spec]);
const agents = (...objects: readonly LiveObject[]) => exported(...objects)[0]?.spec.agents;

describe('exported profiles', () => {
  it('are one manifest for all agents with the same queues, and a Roster of the agents', () => {
    const all = [
      live('1', 'ben@example.com', ['chat', 'billing']),
      live('2', 'ana@example.com', ['billing', 'chat']),
      live('3', 'cem@example.com', ['billing']),
    ];
    const expected = [
      {
        kind: 'Roster',
        name: 'agents',
        spec: {
          agents: [
            { name: 'ana', email: 'ana@example.com', id: '2' },
            { name: 'ben', email: 'ben@example.com', id: '1' },
            { name: 'cem', email: 'cem@example.com', id: '3' },
          ],
        },
      },
      {
        kind: 'RoutingProfile',
        name: 'billing-chat',
        spec: { agents: ['ana', 'ben'], queues: ['billing', 'chat'] },
      },
      { kind: 'RoutingProfile', name: 'billing', spec: { agents: ['cem'], queues: ['billing'] } },
    ];
    expect(exported(...all)).toEqual(expected);
    expect(exported(...all.reverse())).toEqual(expected);
  });

  it('are none where there is no profile', () => {
    expect(exported()).toEqual([]);
  });

  it('keep a profile id that is not the default, apart from others', () => {
    const own = live('1', 'a', ['q'], { routingProfileId: 'special' });
    const { routingProfileId: _, ...spec } = live('3', 'c', ['q']).spec;
    const unsaid = { ...live('3', 'c', ['q']), spec };
    expect(profiles(own, live('2', 'b', ['q']), unsaid)).toEqual([
      ['q', { agents: ['a'], queues: ['q'], routingProfileId: 'special' }],
      ['q-2', { agents: ['b', 'c'], queues: ['q'] }],
    ]);
  });

  it('have names that a person would keep', () => {
    const names = (...queueIds: string[]) => profiles(live('1', 'a', queueIds)).map(([name]) => name);
    expect(names()).toEqual(['no-queues']);
    expect(names('a', 'b', 'c')).toEqual(['a-b-c']);
    expect(names('a', 'b', 'c', 'd')).toEqual(['profile-1']);
    expect(names('a', 'out1')).toEqual(['a-queue-out1']);
    expect(names('id-of-nobody')).toEqual(['profile-1']);
    expect(names('x'.repeat(61))).toEqual(['profile-1']);
  });

  it('say that there are no queues, where the export left out the empty list', () => {
    const { queues: _, ...spec } = live('1', 'a', []).spec;
    expect(profiles({ ...live('1', 'a', []), spec })).toEqual([['no-queues', { agents: ['a'], queues: [] }]]);
  });

  it('name a queue once that the tenant lists twice', () => {
    expect(profiles(live('1', 'a', ['q', 'id1', 'q', 'id1'])).map(([, spec]) => spec)).toEqual([
      { agents: ['a'], queues: [{ id: 'id1' }, 'q'] },
    ]);
  });

  it('refer to queues as manifests do', () => {
    expect(profiles(live('1', 'a', ['q', 'out1', 'id1']))).toEqual([
      ['profile-1', { agents: ['a'], queues: [{ external: 'Queue out1' }, { id: 'id1' }, 'q'] }],
    ]);
  });
});

describe('exported agents', () => {
  it('are known by what their label gives', () => {
    expect(agents(live('1', 'Ana Maria', []), live('AGENT-2', undefined, []))).toEqual([
      { name: 'agent-2', id: 'AGENT-2' },
      { name: 'ana-maria', id: '1' },
    ]);
  });

  it('have names and e-mails of their own', () => {
    const twins = [
      live('1', 'ana@a.com', []),
      live('2', 'ana@b.com', []),
      live('3', 'x@y.z', []),
      live('4', 'x@y.z', []),
    ];
    expect(agents(...twins)).toEqual([
      { name: 'ana', email: 'ana@a.com', id: '1' },
      { name: 'ana-2', email: 'ana@b.com', id: '2' },
      { name: 'x', id: '3' },
      { name: 'x-2', id: '4' },
    ]);
  });

  it('are not called all, which would select everybody', () => {
    expect(agents(live('1', 'all@a.com', []))).toEqual([{ name: 'agent-all', email: 'all@a.com', id: '1' }]);
  });
});
