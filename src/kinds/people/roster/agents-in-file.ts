import type { Address } from '../../../core/address.ts';
import { type Diagnostic, error } from '../../../core/diagnostic.ts';
import type { NamedFile } from '../../../core/manifest.ts';
import { type Cell, readCsv, shownText } from '../../csv.ts';
import type { RosterAgent } from '../agent-book.ts';
import { isAgentName, isEmail, teamsIn } from '../agent-words.ts';
import { type Columns, columnsOf } from './columns.ts';
import type { RosterAgents } from './roster-agents.ts';

/** The agents of a CSV file, with the ids of one tenant. `BAD_AGENT`: a row that names nobody, or whose e-mail is none. */
export function agentsInFile(file: NamedFile, roster: Address, tenant: string): RosterAgents {
  const table = readCsv(file);
  const isUnread = table.header.length === 0 && table.diagnostics.length > 0;
  const { columns, diagnostics: aboutColumns } = isUnread ? unread : columnsOf(file, table.header, tenant);
  const rows = columns ? table.rows.map((row) => cellsOf(row, columns)) : [];
  const judged = rows.map((cells) => ({ cells, problems: problemsOf(cells) }));
  const sound = judged.filter(({ problems }) => problems.length === 0);
  const problems = [...table.diagnostics, ...aboutColumns, ...judged.flatMap((one) => one.problems)];
  return {
    agents: sound.map(({ cells }) => agentOf(cells, roster)),
    isWhole: columns !== undefined && table.diagnostics.length === 0 && sound.length === rows.length,
    diagnostics: problems.map((problem) => ({ ...problem, address: roster })),
  };
}

/** Of a header that cannot be read there is nothing more to say. */
const unread = { columns: undefined, diagnostics: [] };

/** A row by what its cells mean. */
interface AgentCells {
  readonly name: Cell;
  readonly id: Cell;
  readonly email: Cell;
  readonly team: Cell;
}

/** Where there is no such column, the cell is a blank one. */
function cellsOf(row: readonly Cell[], columns: Columns): AgentCells {
  const name = row[columns.agent] as Cell;
  const blank = { text: '', source: name.source };
  const cell = (index: number | undefined) => (index === undefined ? undefined : row[index]) ?? blank;
  const ownId = cell(columns.ownId);
  return {
    name,
    id: ownId.text === '' ? cell(columns.id) : ownId,
    email: cell(columns.email),
    team: cell(columns.team),
  };
}

function problemsOf({ name, email }: AgentCells): readonly Diagnostic[] {
  return [
    ...(isAgentName(name.text) ? [] : [badName(name)]),
    ...(email.text === '' || isEmail(email.text) ? [] : [badEmail(email)]),
  ];
}

function agentOf({ name, id, email, team }: AgentCells, roster: Address): RosterAgent {
  return {
    name: name.text,
    ...(id.text !== '' && { id: id.text }),
    ...(email.text !== '' && { email: email.text }),
    teams: teamsIn(team.text),
    roster,
    places: { name: name.source, id: id.source, email: email.source },
  };
}

function badName(cell: Cell): Diagnostic {
  return error({
    code: 'BAD_AGENT',
    summary: cell.text === '' ? 'This row names no agent' : `${shownText(cell)} is no name for an agent`,
    hint: 'Use at most 128 of A-Z, a-z, 0-9, dot, underscore and hyphen, beginning and ending with a letter or digit; not all',
    source: cell.source,
  });
}

function badEmail(cell: Cell): Diagnostic {
  return error({
    code: 'BAD_AGENT',
    summary: `${shownText(cell)} is no e-mail`,
    hint: 'Write it as in ana@example.com, or leave the cell empty',
    source: cell.source,
  });
}
