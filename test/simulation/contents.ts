import type { Files } from '../../src/core/ports.ts';

/** Everything that outlives a process, as one value: the text of each file by path. */
export type Contents = { readonly [path: string]: string };

/** The folder that Git holds, with the ledger in it. */
export const centre = '/centre';

/** The Tenant's file. */
export const configPath = `${centre}/cxform.yaml`;

/** The tenant. */
export const statePath = '/tenant/state.json';

export async function contentsOf(files: Files): Promise<Contents> {
  const found = await Promise.all([files.find(centre, ['']), files.find('/tenant', [''])]);
  const entries = found
    .flatMap((list) => list ?? [])
    .map(async ({ path }) => [path, await text(files, path)]);
  return Object.fromEntries(await Promise.all(entries));
}

async function text(files: Files, path: string): Promise<string> {
  return new TextDecoder().decode(await files.read(path));
}
