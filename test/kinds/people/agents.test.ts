import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { AgentBook, agentBookIn } from '../../../src/kinds/people/agent-book.ts';
import { selectAgents, selectorsAt } from '../../../src/kinds/people/agents.ts';
import { roster } from '../../../src/kinds/people/roster/roster.ts';
import { manifest } from '../declared.ts';

const people = `agent,email,id,team
ana,Ana@Example.com,1,early;spanish
ben,,2,early
cem,cem@example.com,,late
dan,,,late
`;
const bookOf = (text: string) => {
  const { value } = roster.resolve([manifest('Roster', 'people', { from: 'x' }, { '/from': text })], 'prod');
  return agentBookIn(new Map([['Roster', value]]));
};

const uuid = '3F2504E0-4f89-11d3-9a0c-0305e82c3301';
const placed = (name: string, selectors: readonly Json[]) =>
  selectorsAt(manifest('RoutingProfile', name, { agents: selectors }), '/agents', selectors);
const select = (selectors: readonly Json[], except: readonly Json[] = [], book = bookOf(people)) =>
  selectAgents(book, placed('some', selectors), placed('except', except));
const members = (...asked: Parameters<typeof select>) => select(...asked).agents.map(({ member }) => member);
const codes = (...asked: Parameters<typeof select>) => select(...asked).diagnostics.map(({ code }) => code);

describe('selecting agents', () => {
  it('finds those of a Roster by name, team, all, e-mail and id', () => {
    expect(members(['ana'])).toEqual(['ana']);
    expect(members(['team:early', 'team: spanish '])).toEqual(['ana', 'ben']);
    expect(members(['all'], ['dan'])).toEqual(['ana', 'ben', 'cem']);
    expect(members(['ANA@example.com'])).toEqual(['ana']);
    expect(members([{ id: '2' }])).toEqual(['ben']);
  });

  it('refers to them by id where it is known, else by e-mail', () => {
    expect(select(['cem', 'ana']).agents).toEqual([
      { member: 'cem', reference: { external: 'cem@example.com' }, index: 0 },
      { member: 'ana', reference: { id: '1' }, index: 1 },
    ]);
  });

  it('finds those that no Roster has by e-mail, UUID and id', () => {
    expect(select(['Eve@Example.com', uuid, { id: 'AGENT-1042' }]).agents).toEqual([
      { member: 'eve@example.com', reference: { external: 'eve@example.com' }, index: 0 },
      { member: uuid, reference: { id: uuid }, index: 1 },
      { member: 'AGENT-1042', reference: { id: 'AGENT-1042' }, index: 2 },
    ]);
  });

  it('finds a name in a Roster before anything that it could mean besides', () => {
    expect(select([uuid], [], bookOf(`agent,id\n${uuid},9\n`)).agents).toEqual([
      { member: uuid, reference: { id: '9' }, index: 0 },
    ]);
  });

  it('takes each once, in the order of the selectors', () => {
    const selectors = ['ben', { id: '1' }, 'all', 'Ana@example.com', 'X@y.z', 'x@Y.Z'];
    expect(select(selectors, ['team:late']).agents.map(({ member, index }) => [member, index])).toEqual([
      ['ben', 0],
      ['ana', 1],
      ['x@y.z', 4],
    ]);
  });

  it('takes away what is excepted, however it is selected', () => {
    const { agents, diagnostics } = select(['all', uuid, 'x@y.z'], [{ id: '1' }, 'team:late', uuid, 'X@Y.Z']);
    expect([agents.map(({ member }) => member), diagnostics]).toEqual([['ben'], []]);
  });

  it('passes over what its schema refuses', () => {
    const selectors = [7, null, ['ana'], { name: 'ana' }, { id: 7 }];
    expect(select(selectors)).toEqual({ agents: [], diagnostics: [] });
    expect(selectorsAt(manifest('RoutingProfile', 'x', { agents: 'ana' }), '/agents', 'ana')).toEqual([]);
  });
});

describe('a selector that selects nobody', () => {
  it('is an error at its place, with what was meant', () => {
    const { diagnostics } = select(['amna', 'team:earl', 'ana@', 'all '], ['bem']);
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      ['AGENT_NOT_FOUND', 'Did you mean ben?'],
      ['AGENT_NOT_FOUND', 'Did you mean ana?'],
      ['AGENT_NOT_FOUND', 'Did you mean team:early?'],
      ['AGENT_NOT_FOUND', 'Did you mean ana?'],
      ['AGENT_NOT_FOUND', 'Did you mean all?'],
    ]);
    expect(diagnostics[1]?.source).toEqual({ file: 'some.yaml', line: 3, column: 1 });
    expect(diagnostics[0]?.source).toMatchObject({ file: 'except.yaml' });
  });

  it('may be all, where no Roster has an agent', () => {
    expect(codes(['all'], [], new AgentBook([], true))).toEqual(['AGENT_NOT_FOUND']);
    expect(codes(['ana'], [], agentBookIn(new Map()))).toEqual(['AGENT_NOT_FOUND']);
  });

  it('is none where a Roster could not be read', () => {
    const broken = bookOf('agent\nana maria\n');
    expect(select(['ana', 'all', 'team:x'], ['ben'], broken)).toEqual({ agents: [], diagnostics: [] });
  });

  it('cannot be a member that every object has', () => {
    expect(codes(['constructor', '__proto__', 'team:__proto__', 'toString'])).toEqual(
      Array(4).fill('AGENT_NOT_FOUND'),
    );
  });
});

describe('an agent', () => {
  it('of a Roster without id and e-mail cannot be selected, which is said once, at the Roster', () => {
    const book = bookOf(people);
    const { agents, diagnostics } = select(['dan', 'team:late'], [], book);
    expect(agents.map(({ member }) => member)).toEqual(['cem']);
    expect(diagnostics).toMatchObject([
      {
        code: 'AGENT_WITHOUT_ID',
        address: 'Roster/people',
        source: { file: 'people.csv', line: 5, column: 1 },
        detail: 'Selected at some.yaml:3',
      },
    ]);
    expect(select(['dan'], [], book).diagnostics).toEqual([]);
    expect(codes(['all'], ['dan'])).toEqual([]);
  });

  it('without a name in a Roster must be able to stand in an address, apart from others', () => {
    expect(codes([{ id: 'a/b' }, { id: 'a b' }, { id: '\u0007' }, 'a/b@c.d', { id: 'ana' }])).toEqual(
      Array(5).fill('AGENT_NEEDS_NAME'),
    );
  });
});

describe('30,000 agents in 500 manifests', () => {
  it('are selected, mistakes and all', () => {
    const rows = Array.from(
      { length: 30_000 },
      (_, index) => `agent-${index},a${index}@x.y,team-${index % 500}\n`,
    );
    const book = bookOf(`agent,email,team\n${rows.join('')}`);
    let selected = 0;
    let wrong = 0;
    for (let index = 0; index < 500; index += 1) {
      const selectors = [
        `team:team-${index}`,
        `agent-${index}x`,
        `a${index}@x.y`,
        ...Array(60).fill(`no-${index}`),
      ];
      const { agents, diagnostics } = select(selectors, [`agent-${index}`], book);
      selected += agents.length;
      wrong += diagnostics.length;
    }
    expect([selected, wrong]).toEqual([29_500, 30_500]);
  });
});
