import type { Command } from 'commander';
import { escapeText } from '../../report/escape.ts';
import type { CommandDefinition } from '../command-definition.ts';
import type { Session } from '../session.ts';
import { type Candidate, type Candidates, candidatesAt, type ProjectSource } from './candidates.ts';
import { type Cursor, cursorIn } from './cursor.ts';
import { definitionOf } from './definition-of.ts';

/** How a shell asks. */
export interface CompletionParts {
  readonly program: Command;
  readonly definitions: readonly CommandDefinition[];
  /** Those after the program's name up to the cursor, the last one as far as it is written. */
  readonly words: readonly string[];
  /** Works in a session, where a look at the project is needed. */
  inSession(work: (session: Session) => Promise<void>): Promise<void>;
}

/** The answer where the shell is to complete the name of a file. */
const filesWanted = ':files\n';

/**
 * What can stand at the cursor, for a shell: a line each, the word, a tab, and what it means. Empty where there is nothing to say,
 * whatever the reason: nobody wants to read an error at the prompt.
 */
export async function completionText(parts: CompletionParts): Promise<string> {
  try {
    const cursor = cursorIn(parts.program, parts.words);
    const candidates = candidatesAt(parts.program, parts.definitions, cursor);
    if (candidates.from === 'files') return filesWanted;
    return linesOf(await wordsOf(candidates, cursor, parts), cursor);
  } catch {
    return '';
  }
}

async function wordsOf(
  candidates: Exclude<Candidates, { from: 'files' }>,
  cursor: Cursor,
  { definitions, inSession }: CompletionParts,
): Promise<readonly Candidate[]> {
  if (candidates.from === 'words') return candidates.words;
  let found: readonly Candidate[] = [];
  await inSession(async (session) => {
    found = await lookUp(session, candidates.from, cursor);
  });
  const definition = definitionOf(cursor.command, definitions);
  const takesAll = 'of' in cursor && 'attributeName' in cursor.of && !definition?.refuseTenant?.('all');
  return candidates.from === 'tenants' && takesAll ? [...found, all] : found;
}

const all: Candidate = { value: 'all', description: 'each Tenant of the file' };

async function lookUp(
  session: Session,
  source: ProjectSource,
  cursor: Cursor,
): Promise<readonly Candidate[]> {
  const { completeAddresses, completePlaces, completeTenants } = await import('../../app/completions.ts');
  const { world, cwd } = session;
  if (source === 'places') return completePlaces(world.kinds, cursor.begun);
  const config = cursor.given.get('config');
  const name = cursor.given.get('tenant');
  const file = { from: cwd, ...(config !== undefined && { config }) };
  if (source === 'tenants') return completeTenants(world.files, file);
  const choice = { ...file, ...(name !== undefined && { name }) };
  if (source === 'addresses') return completeAddresses(world, choice);
  const { completeLedgerAddresses } = await import('../../app/ledger/complete.ts');
  return completeLedgerAddresses(world, choice, source);
}

/** Only words that mean themselves to every shell. */
const harmless = /^[\w./@-]+$/;

function linesOf(candidates: readonly Candidate[], { begun, prefix }: Cursor): string {
  return candidates
    .filter(({ value }) => value.startsWith(begun) && harmless.test(value))
    .map(({ value, description }) => `${prefix}${value}\t${oneLine(description)}\n`)
    .join('');
}

const oneLine = (text: string) => escapeText(text.replace(/\s+/g, ' '));
