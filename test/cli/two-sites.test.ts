import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../examples/two-sites', import.meta.url));

/** What a command printed, each time that it was run. */
function printedBy(stdout: string, command: string): readonly string[] {
  return stdout
    .split(/^\$ cxform /m)
    .filter((part) => part.startsWith(`${command}\n`))
    .map((part) => part.slice(command.length + 1));
}

describe('the example of two sites', () => {
  it('makes two tenants of one set of manifests, and then has nothing to do', async () => {
    const before = await contents();
    // Rejects where it does not exit 0.
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'run.mjs')]);
    const [first = '', second = ''] = printedBy(stdout, 'plan --tenant all');
    expect(first).toMatch(/created, then linked \(overflow\)/);
    expect(first).toMatch(/from overlays\/prod\.yaml:/);
    expect(first).toMatch(/^ {2}reassign \d+ routing profiles of RoutingProfile\//m);
    expect(second.match(/: no changes\./g)).toHaveLength(2);
    expect(stdout).toMatch(/\b0 writes\.$/m);
    expect(await contents()).toEqual(before);
  });

  it('has a roster of 40 agents', async () => {
    const [, ...rows] = (await readFile(join(folder, 'manifests/people/agents.csv'), 'utf8'))
      .trimEnd()
      .split('\n');
    expect(rows).toHaveLength(40);
  });
});

/** Every file of the example. */
async function contents(): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = paths.sort().map(async (path) => [path, await readFile(path, 'utf8')] as const);
  return new Map(await Promise.all(texts));
}
