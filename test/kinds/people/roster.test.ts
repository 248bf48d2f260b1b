import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostic.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { AgentBook } from '../../../src/kinds/people/agent-book.ts';
import { roster } from '../../../src/kinds/people/roster/roster.ts';
import { schemaViolations } from '../../../src/manifest/schema-check.ts';
import { manifest } from '../declared.ts';

const resolve = (...manifests: Parameters<typeof roster.resolve>[0]) => {
  const { value, diagnostics } = roster.resolve(manifests, 'prod');
  if (!(value instanceof AgentBook)) throw new Error('a Roster is no AgentBook');
  return { book: value, diagnostics };
};
const file = (name: string, text: string) =>
  manifest('Roster', name, { from: `${name}.csv` }, { '/from': text });
const inline = (name: string, ...agents: readonly JsonObject[]) => manifest('Roster', name, { agents });
const places = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ code, source }) => `${code} ${source?.file}:${source?.line}:${source?.column}`);
const idsIn = (text: string) => resolve(file('people', text)).book.all.map(({ id }) => id);

describe('a Roster from a file', () => {
  it('has the columns agent, email, id and team in any order', () => {
    const text = 'team,id,agent,email\nearly; spanish ;early,007,ana,Ana@Example.com\n,,ben,\n';
    const { book, diagnostics } = resolve(file('people', text));
    expect(diagnostics).toEqual([]);
    expect(book.isWhole).toBe(true);
    expect(book.all).toMatchObject([
      { name: 'ana', id: '007', email: 'Ana@Example.com', teams: ['early', 'spanish'] },
      { name: 'ben', teams: [] },
    ]);
    expect(book.named('ben')).not.toHaveProperty('id');
    expect(book.withEmail('ANA@example.com')).toBe(book.named('ana'));
    expect(book.withId('007')).toBe(book.named('ana'));
    expect(book.team('spanish')).toEqual([book.named('ana')]);
    expect(book.named('ana')?.places.name).toEqual({ file: 'people.csv', line: 2, column: 27 });
  });

  it('has ids of the tenant at hand, which win where they are not blank', () => {
    expect(idsIn('agent,id,id@prod,id@dev\na,1,2,3\nb,1b,,3b\nc,,,3c\n')).toEqual(['2', '1b', undefined]);
    expect(idsIn('agent,id@prod\na,2\n')).toEqual(['2']);
    expect(idsIn('agent,id@dev\na,3\n')).toEqual([undefined]);
  });

  it('has an agent column and no column that means nothing', () => {
    const { diagnostics, book } = resolve(file('people', 'agnet,emial,team,team,\nana,,,,\n'));
    expect(places(diagnostics)).toEqual([
      'CSV_COLUMN_UNKNOWN people.csv:1:1',
      'CSV_COLUMN_UNKNOWN people.csv:1:7',
      'CSV_COLUMN_TWICE people.csv:1:18',
      'CSV_COLUMN_UNKNOWN people.csv:1:23',
      'CSV_COLUMN_MISSING people.csv:1:1',
    ]);
    expect(diagnostics.slice(0, 2).map(({ hint }) => hint)).toEqual([
      'Did you mean agent?',
      'Did you mean email?',
    ]);
    expect(book.isWhole).toBe(false);
  });

  it('is told apart from one with semicolons, and from one that is empty', () => {
    const [, semicolons] = resolve(file('people', 'agent;email\nana;\n')).diagnostics;
    expect(semicolons).toMatchObject({ code: 'CSV_COLUMN_MISSING', hint: 'Separate cells with commas' });
    expect(places(resolve(file('people', '')).diagnostics)).toEqual(['CSV_COLUMN_MISSING people.csv:1:1']);
  });

  it('names each agent so that the name can stand in an address', () => {
    const bad = ['', 'ana maria', 'a/b', '-a', 'a.', 'all', 'é', 'x'.repeat(129), '\u202ea'];
    const good = ['a', 'A.b_c-9', 'x'.repeat(128), 'ALL', '__proto__'.slice(2, 7), 'constructor'];
    const rows = [...bad, ...good].map((name) => `,${name},t\n`).join('');
    const { diagnostics, book } = resolve(file('people', `id,agent,team\n${rows}`));
    expect(places(diagnostics)).toEqual(bad.map((_, index) => `BAD_AGENT people.csv:${index + 2}:2`));
    expect(book.all.map(({ name }) => name)).toEqual(good);
    expect(book.isWhole).toBe(false);
  });

  it('has no e-mail that is none', () => {
    const { diagnostics } = resolve(file('people', 'agent,email\na,a@b\nb,b\nc,c@d@e\nd,x y@z\n'));
    expect(places(diagnostics)).toEqual([
      'BAD_AGENT people.csv:3:3',
      'BAD_AGENT people.csv:4:3',
      'BAD_AGENT people.csv:5:3',
    ]);
  });

  it('says what is wrong with the file itself, at the address of the Roster', () => {
    const { diagnostics, book } = resolve(file('people', 'agent,id\nana\nben,2\n'));
    expect(diagnostics).toMatchObject([{ code: 'CSV_ROW_LENGTH', address: 'Roster/people' }]);
    expect([book.isWhole, book.named('ben')?.id]).toEqual([false, '2']);
    const unread = resolve(file('people', 'agent,"id\nana,1\n'));
    expect(places(unread.diagnostics)).toEqual(['CSV_SYNTAX people.csv:1:7']);
    expect(unread.book.isWhole).toBe(false);
  });
});

describe('a Roster in its manifest', () => {
  it('has teams as a text or as a list', () => {
    const { book } = resolve(
      inline('people', { name: 'ana', team: 'a;b' }, { name: 'ben', team: ['b', ' c '] }, { name: 'cem' }),
    );
    expect(book.all.map(({ teams }) => teams)).toEqual([['a', 'b'], ['b', 'c'], []]);
    expect(book.isWhole).toBe(true);
  });

  it.each([
    ['both a file and a list', { from: 'a.csv', agents: [] }],
    ['neither', {}],
    ['a number for an id', { agents: [{ name: 'a', id: 7 }] }],
    ['a name that is none', { agents: [{ name: 'a b' }] }],
    ['an agent named all', { agents: [{ name: 'all' }] }],
    ['an e-mail that is none', { agents: [{ name: 'a', email: 'a' }] }],
  ])('with %s is refused by its schema', (_, spec) => {
    expect(schemaViolations(roster.schema, spec)).not.toEqual([]);
  });

  it('that does not fit its schema gives the agents that do', () => {
    const spec = { agents: [7, { name: 'a b' }, { name: 'ana', id: 7, email: null, team: { x: 1 } }] };
    const { book, diagnostics } = resolve(manifest('Roster', 'people', spec as JsonObject));
    expect(diagnostics).toEqual([]);
    expect(book.all).toMatchObject([{ name: 'ana', teams: [] }]);
    expect(book.isWhole).toBe(false);
    expect(resolve(manifest('Roster', 'people', { from: 'unread.csv' })).book.isWhole).toBe(false);
  });
});

describe('the Rosters of a tenant', () => {
  it('have each name, id and e-mail once, whatever the case of an e-mail', () => {
    const { diagnostics, book } = resolve(
      file('early', 'agent,email,id\nana,ana@example.com,1\nben,ben@example.com,2\nana,,\n'),
      inline('late', { name: 'cem', id: '2' }, { name: 'dan', email: 'ANA@example.com' }, { name: 'ben' }),
    );
    expect(places(diagnostics)).toEqual([
      'AGENT_DUPLICATE early.csv:4:1',
      'AGENT_DUPLICATE late.yaml:5:1',
      'AGENT_DUPLICATE late.yaml:8:1',
      'AGENT_DUPLICATE late.yaml:10:1',
    ]);
    expect(diagnostics.map(({ detail }) => detail)).toEqual([
      'The first is at early.csv:2:1',
      'The first is at early.csv:3:21',
      'The first is at early.csv:2:5',
      'The first is at early.csv:3:1',
    ]);
    expect(book.all.map(({ name }) => name)).toEqual(['ana', 'ben', 'cem', 'dan']);
    expect(book.isWhole).toBe(true);
  });

  it('have an id twice where only one of them is of this tenant', () => {
    const text = 'agent,id,id@dev\na,1,9\nb,2,9\n';
    expect(resolve(file('people', text)).diagnostics).toEqual([]);
    const { diagnostics } = roster.resolve([file('people', text)], 'dev');
    expect(places(diagnostics)).toEqual(['AGENT_DUPLICATE people.csv:3:5']);
  });

  it('of 100,000 agents are read at once', () => {
    const rows = Array.from(
      { length: 100_000 },
      (_, index) => `a${index},a${index}@x.y,${index},t${index % 9}\n`,
    );
    const { book, diagnostics } = resolve(file('people', `agent,email,id,team\n${rows.join('')}`));
    expect(diagnostics).toEqual([]);
    expect([book.all.length, book.team('t8')?.length]).toEqual([100_000, 11_111]);
  });
});

it('tells of ids that are of other tenants only', () => {
  const told = (header: string) => places(resolve(file('people', `${header}\na,1\n`)).diagnostics);
  expect(told('agent,id@prdo')).toEqual(['CSV_COLUMN_TENANT people.csv:1:7']);
  expect(told('agent,id@prod')).toEqual([]);
});
