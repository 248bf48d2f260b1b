import { describe, expect, it } from 'vitest';
import { explain, explainKinds } from '../../src/app/explain.ts';
import { KindTable } from '../../src/core/kind-table.ts';
import { kinds as known } from '../../src/kinds/index.ts';

const kinds = new KindTable(known);

const explanation = (asked: string) => {
  const made = explain(kinds, asked);
  if (!made.explanation) throw new Error(JSON.stringify(made.diagnostics));
  return made.explanation;
};

const problem = (asked: string) => explain(kinds, asked).diagnostics?.[0];

const fieldNames = (asked: string) => explanation(asked).fields.map(({ name }) => name);

describe('explainKinds', () => {
  it('lists all kinds with a sentence on each, Tenant, Overlay and what stays outside Git among them', () => {
    const list = explainKinds(kinds);
    expect(list.kinds.map(({ kind }) => kind)).toEqual([
      ...kinds.declarable.map(({ kind }) => kind),
      'Tenant',
      'Overlay',
      'Agent',
    ]);
    for (const { description, role } of list.kinds)
      expect(`${description} ${role}`).toMatch(/^\S.*\. \S.*\.$/);
  });
});

describe('explain of a kind', () => {
  it('says what it is, and what can stand in its spec and metadata', () => {
    expect(explanation('Queue')).toMatchObject({ formatVersion: 1, path: 'Queue', type: 'manifest' });
    expect(fieldNames('Queue')).toEqual([
      'displayName',
      'channel',
      'wrapUpTimeout',
      'skills',
      'overflow',
      'metadata',
    ]);
  });

  it('takes its name in any case', () => {
    expect(explanation('overflowRULE').path).toBe('OverflowRule');
  });

  it.each([
    ['Queue', /one object/],
    ['RoutingProfile', /several objects/],
    ['OverflowRule', /part of a Queue/],
    ['Roster', /look things up/],
    ['Tenant', /cxform itself/],
    ['Agent', /cannot declare/],
  ])('tells the role of a %s', (kind, role) => {
    expect(explanation(kind).role).toMatch(role);
  });

  it('has a manifest to begin with: the one of a new project, else the first example', () => {
    expect(explanation('Queue').manifest).toContain('metadata: {name: billing}');
    expect(explanation('Roster').manifest).toContain('from: people.csv');
    expect(explanation('Agent').manifest).toBeUndefined();
  });
});

describe('explain of a field', () => {
  it.each([
    ['Queue.spec.channel', 'text', true],
    ['Queue.spec.wrapUpTimeout', 'duration, or null', false],
    ['Queue.spec.skills', 'list of maps, one for each skill, at most 100', false],
    [
      'Queue.spec.skills.skill',
      'reference to a Skill: its name, {external: "Name in CXone"} or {id: "…"}',
      true,
    ],
    ['Queue.spec.skills.level', 'whole number from 1 to 5', true],
    ['Queue.spec.overflow', 'map, or null', false],
    ['Queue.spec.overflow.action', 'one of routeToQueue, drop', true],
    ['Queue.metadata.name', 'name of small letters, digits, dot, underscore and hyphen', true],
    ['Queue.metadata.protect', 'true or false', false],
    ['Queue.metadata.ignore.path', 'JSON pointer', true],
    ['Queue.metadata.ignore.until', 'day, year-month-day', false],
    ['Queue.metadata.labels', 'map of texts', false],
    ['Queue.kind', 'Queue', true],
    ['OverflowRule.spec.queue', 'name of a Queue', true],
    [
      'RoutingProfile.spec.queues',
      'list, each of it: reference to a Queue: its name, {external: "Name in CXone"} or {id: "…"}',
      true,
    ],
    ['Tenant.spec.credentials.clientSecret', '{env: NAME} or {file: path}', false],
    ['Tenant.spec.guard.maxDeletes', 'whole number from 0', false],
    ['Tenant.spec.endpoints', 'map', false],
    ['Tenant.spec.endpoints.routing.retry.baseDelay', 'duration', false],
    ['Tenant.spec.checks', 'map, each of it: one of off, warning, error', false],
    ['Overlay.spec.merge', 'map', false],
    ['Overlay.spec.patch.value', 'any value', false],
    ['Overlay.spec.exclude', 'true', false],
  ])('says what fits at %s, and whether it must be there', (asked, type, required) => {
    expect(explanation(asked)).toMatchObject({ path: asked, type, required });
  });

  it('names the kinds where only their names fit', () => {
    expect(explanation('Overlay.spec.target.kind').type).toBe(
      `one of ${kinds.declarable.map(({ kind }) => kind).join(', ')}`,
    );
  });

  it('needs no spec, and no index', () => {
    expect(explanation('Queue.skills.level')).toEqual(explanation('Queue.spec.skills.level'));
    expect(explanation('Queue.spec.skills[0].level')).toEqual(explanation('Queue.spec.skills.level'));
    expect(explanation('Overlay.target')).toEqual(explanation('Overlay.spec.target'));
  });

  it('tells the default apart', () => {
    expect(explanation('Queue.displayName')).toMatchObject({
      description: "The object's name in CXone.",
      default: 'metadata.name',
    });
    expect(explanation('Queue.channel')).not.toHaveProperty('default');
  });

  it('goes into each form that a value can have, of which none is required', () => {
    expect(explanation('Queue.skills.skill').fields).toMatchObject([
      { name: 'external', required: false },
      { name: 'id', required: false },
    ]);
    expect(fieldNames('Tenant.credentials.clientId')).toEqual(['env', 'file']);
  });

  it('lets a map have any key', () => {
    expect(fieldNames('Tenant.pins')).toEqual(['<key>']);
  });

  it('names the services that a tenant has', () => {
    expect(fieldNames('Tenant.endpoints')).toContain('campaigns');
    expect(fieldNames('Tenant.endpoints.routing')).toContain('baseUrl');
  });

  it('is possible for every field of every kind, in words', () => {
    const look = (asked: string): number => {
      const { type, description, fields } = explanation(asked);
      expect(`${asked}: ${type}`).toMatch(/: \S/);
      expect(`${asked} ${type} ${description}`).not.toMatch(/undefined|\[object/);
      return 1 + fields.reduce((count, { name }) => count + look(`${asked}.${name}`), 0);
    };
    const count = explainKinds(kinds).kinds.reduce((sum, { kind }) => sum + look(kind), 0);
    expect(count).toBeGreaterThan(100);
  });
});

describe('what there is not', () => {
  it('is told with what may have been meant, and with all that there is', () => {
    expect(problem('Qeue')).toMatchObject({
      severity: 'error',
      code: 'EXPLAIN_UNKNOWN_KIND',
      detail: expect.stringContaining('OverflowRule'),
      hint: 'Did you mean Queue?',
    });
    expect(problem('Queue.skils')).toMatchObject({
      code: 'EXPLAIN_UNKNOWN_FIELD',
      detail: expect.stringContaining('wrapUpTimeout'),
      hint: 'Did you mean skills?',
    });
    expect(problem('Queue.skills.levle')).toMatchObject({ hint: 'Did you mean level?' });
  });

  it.each([
    ['Zebra', 'EXPLAIN_UNKNOWN_KIND'],
    ['', 'EXPLAIN_UNKNOWN_KIND'],
    ['...', 'EXPLAIN_UNKNOWN_KIND'],
    ['__proto__', 'EXPLAIN_UNKNOWN_KIND'],
    ['x'.repeat(100_000), 'EXPLAIN_UNKNOWN_KIND'],
    ['Queue.constructor', 'EXPLAIN_UNKNOWN_FIELD'],
    ['Queue.__proto__.x', 'EXPLAIN_UNKNOWN_FIELD'],
    ['Queue.channel.deeper', 'EXPLAIN_UNKNOWN_FIELD'],
    [`Queue${'.spec'.repeat(10_000)}`, 'EXPLAIN_UNKNOWN_FIELD'],
    ['Agent.name', 'EXPLAIN_UNKNOWN_FIELD'],
  ])('has a next step as well: %.30s', (asked, code) => {
    expect(problem(asked)).toMatchObject({ code, hint: expect.stringMatching(/^cxform explain/) });
  });
});
