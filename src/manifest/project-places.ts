import { basename, dirname } from 'node:path';
import { isArray, type Json } from '../core/json.ts';
import type { Files } from '../core/ports.ts';
import { memberOf } from './declaration.ts';
import { parseFile } from './parse.ts';
import { pathWithin } from './path-within.ts';
import { readFile } from './read-file.ts';
import { realPlace } from './real-place.ts';

/** What the Tenants of a file name as theirs, and what cxform keeps beside it. Paths are absolute, links in what they name not followed. */
export interface ProjectPlaces {
  readonly overlays: readonly string[];
  /** Folders, or single files. */
  readonly manifests: readonly string[];
  /** Folders. */
  readonly ledgers: readonly string[];
  /** States, logs, and the locks of states. */
  readonly sandboxes: readonly string[];
}

/**
 * The places of a project, as far as its Tenant file can be understood: a Tenant with which something is wrong has its files all the
 * same. `config` is the absolute path of that file.
 */
export async function projectPlaces(files: Files, config: string): Promise<ProjectPlaces> {
  const file = basename(config);
  const read = await readFile(files, config, file);
  const documents = 'problem' in read ? [] : parseFile(file, read.bytes).documents;
  const tenants = documents.map(({ value }) => placesOf(value));
  const within = (pick: (places: Places) => readonly (Json | undefined)[]) =>
    tenants.flatMap(pick).flatMap((path) => absolute(dirname(config), path));
  const states = within(({ state }) => [state]);
  const locks = await Promise.all(states.map(async (state) => `${await realPlace(files, state)}.lock`));
  return {
    overlays: within(({ overlays }) => overlays),
    manifests: within(({ manifests }) => manifests),
    ledgers: within(({ ledger }) => [ledger]),
    sandboxes: [...states, ...within(({ log }) => [log]), ...locks],
  };
}

type Places = ReturnType<typeof placesOf>;

/** With the defaults of interface §3. */
function placesOf(value: Json) {
  const spec = memberOf(value, 'spec');
  const name = memberOf(memberOf(value, 'metadata'), 'name');
  const sandbox = memberOf(spec, 'sandbox');
  return {
    overlays: listOf(memberOf(spec, 'overlays')),
    manifests: listOf(memberOf(spec, 'manifests') ?? ['manifests/']),
    ledger:
      memberOf(memberOf(spec, 'ledger'), 'file') ?? (typeof name === 'string' ? `.cxform/${name}` : null),
    state: memberOf(sandbox, 'state'),
    log: memberOf(sandbox, 'log'),
  };
}

const listOf = (value: Json | undefined): readonly Json[] => (isArray(value) ? value : []);

function absolute(folder: string, path: Json | undefined): string[] {
  const found = typeof path === 'string' ? pathWithin(folder, path) : undefined;
  return found === undefined ? [] : [found];
}
