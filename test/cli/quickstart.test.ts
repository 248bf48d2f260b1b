import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../examples/quickstart', import.meta.url));

/** The part of the quickstart's output that one command printed. */
function printedBy(stdout: string, command: string): readonly string[] {
  return stdout
    .split(/^\$ cxform /m)
    .filter((part) => part.startsWith(`${command}\n`))
    .map((part) => part.slice(command.length + 1));
}

describe('the quickstart', () => {
  it('shows the main job and leaves the repository as it was', async () => {
    const before = await digests();
    // Rejects where it does not exit 0.
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(folder, 'run.mjs')]);
    const [first = '', second = ''] = printedBy(stdout, 'plan');
    expect(first).toMatch(/^ {2}\+ Queue\//m);
    expect(first).toMatch(/^ {2}\+ Skill\//m);
    expect(first).toMatch(/^ {2}~ Queue\//m);
    expect(first).toMatch(/changed by hand$/m);
    expect(first).toMatch(/^ {2}= Queue\//m);
    expect(
      first
        .match(/^Unmanaged.*\n(?: {2}.*\n)+/m)?.[0]
        .trimEnd()
        .split('\n'),
    ).toHaveLength(2);
    expect(first).toContain('manifests/voice.yaml:');

    const [drift = ''] = printedBy(stdout, 'drift');
    expect(drift).toContain('1 drifted');
    const [applied = ''] = printedBy(stdout, 'apply --auto-approve');
    expect(applied).toMatch(/\b6 applied, 0 failed\.$/m);
    expect(stderr.trimEnd().split('\n')).toHaveLength(6);
    expect(second).toContain('no changes');
    expect(second).not.toMatch(/^ {2}[+~=-] /m);
    expect(stdout).toMatch(/\b0 writes\.$/m);
    expect(await digests()).toEqual(before);
  });

  it('is a centre of 12 skills and 8 queues', async () => {
    const files = await readdir(join(folder, 'manifests'));
    const texts = await Promise.all(files.map((file) => readFile(join(folder, 'manifests', file), 'utf8')));
    const count = (kind: string) => texts.join('\n').split(`\nkind: ${kind}\n`).length - 1;
    expect([count('Skill'), count('Queue')]).toEqual([12, 8]);
  });
});

/** Every file of the example with the digest of its content. */
async function digests(): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(
    paths.sort().map(
      async (path) =>
        [
          path,
          createHash('sha256')
            .update(await readFile(path))
            .digest('hex'),
        ] as const,
    ),
  );
  return new Map(contents);
}
