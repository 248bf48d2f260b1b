import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { sourceOf } from '../../../src/core/source-of.ts';
import { roster } from '../../../src/kinds/people/roster/roster.ts';
import { routingProfile } from '../../../src/kinds/routing/routing-profile/routing-profile.ts';
import { schemaViolations } from '../../../src/manifest/schema-check.ts';
import { manifest } from '../declared.ts';

const agents = [
  { name: 'ana', id: '1', team: 'early' },
  { name: 'ben', email: 'ben@example.com', team: 'early' },
];
const { value } = roster.resolve([manifest('Roster', 'people', { agents })], 'prod');
const lookups = new Map([['Roster', value]]);

function expand(spec: JsonObject) {
  const profile = manifest('RoutingProfile', 'voice', spec);
  const expanded = routingProfile.expand?.members(profile, lookups);
  if (!expanded) throw new Error('routing profiles do not expand');
  return { ...expanded, profile };
}

describe('a RoutingProfile', () => {
  it('is one resource for each agent that it selects', () => {
    const { members, diagnostics } = expand({ agents: ['team:early'], queues: ['a', { external: 'B' }] });
    expect(diagnostics).toEqual([]);
    expect(members.map(({ name, spec }) => [name, spec])).toEqual([
      ['ana', { agent: { id: '1' }, queues: ['a', { external: 'B' }] }],
      ['ben', { agent: { external: 'ben@example.com' }, queues: ['a', { external: 'B' }] }],
    ]);
  });

  it('hands each of them all that it says besides', () => {
    const shared = { queues: [], routingProfileId: 'p', status: 'available' };
    const { members } = expand({ agents: ['all'], agentsExcept: ['ben'], ...shared });
    expect(members.map(({ spec }) => spec)).toEqual([{ agent: { id: '1' }, ...shared }]);
  });

  it('says of each where its parts were written', () => {
    const { members, profile } = expand({ agents: [{ id: '1' }, 'ben'], queues: ['a', 'b'] });
    const place = (path: string) => sourceOf(profile, path);
    for (const [index, member] of members.entries()) {
      expect(sourceOf(member, '/agent')).toEqual(place(`/agents/${index}`));
      expect(sourceOf(member, '/queues/1')).toEqual(place('/queues/1'));
      expect(sourceOf(member, '')).toEqual(place(''));
      expect([...member.sources.keys()]).toEqual(['', '/queues', '/queues/0', '/queues/1', '/agent']);
    }
    expect(members).toHaveLength(2);
  });

  it('tells of selectors that select nobody, in both lists', () => {
    const { members, diagnostics } = expand({
      agents: ['ana', 'anna'],
      agentsExcept: ['team:late'],
      queues: [],
    });
    expect(diagnostics.map(({ code }) => code)).toEqual(['AGENT_NOT_FOUND', 'AGENT_NOT_FOUND']);
    expect(members.map(({ name }) => name)).toEqual(['ana']);
  });

  it('with other errors is expanded as far as it has the right shape', () => {
    expect(expand({ agents: 'ana', agentsExcept: 7, queues: 'a' })).toMatchObject({
      members: [],
      diagnostics: [],
    });
    expect(expand({ agents: ['ana'], queues: [7, null] }).members).toHaveLength(1);
  });

  it.each([
    ['no agents', { queues: [] }],
    ['an empty list of agents', { agents: [], queues: [] }],
    ['no queues', { agents: ['ana'] }],
    ['an agent by its name in CXone', { agents: [{ external: 'Ana' }], queues: [] }],
    ['a status that is cleared', { agents: ['ana'], queues: [], status: null }],
  ])('with %s is refused by its schema', (_, spec) => {
    expect(schemaViolations(routingProfile.schema, spec)).not.toEqual([]);
  });

  it('is written again for its queues where the Tenant wants that', () => {
    const wanted = (reassign: boolean) => routingProfile.rewrite?.wanted({ reassign } as never);
    expect([wanted(true), wanted(false)]).toEqual([true, false]);
  });
});
