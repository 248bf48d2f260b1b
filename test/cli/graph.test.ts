import { describe, expect, it } from 'vitest';
import type { GraphView } from '../../src/core/view.ts';
import { hostileIn } from '../report/hostile.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import { makeProject, manifest, manifests } from './project.ts';

const overflow = (targetQueue: unknown, maxWaitTime = '30s') => ({
  channel: 'voice',
  overflow: { maxWaitTime, action: 'routeToQueue', targetQueue },
});
const hostile = '"]\nclick g0n0 "javascript:alert(1)"\u001b[2J\u202e<b>';
const project = {
  'manifests/queues.yaml': manifests(
    manifest('Queue', 'a', overflow('b')),
    manifest('Queue', 'b', overflow('a', '1m')),
    manifest('Queue', 'c', overflow({ external: hostile }, '5m')),
  ),
};
const draw = async (format: string) =>
  cxform(['graph', '--format', format], { cwd: await makeProject(project) });

describe('graph', () => {
  it('shows queues and where they overflow to, offline', async () => {
    const ran = await draw('text');
    expect(ran.code).toBe(0);
    expect(ran.stdout.split('\n')).toEqual([
      'acme: Overflow of queues',
      '  c',
      '    5m → "]\\u000aclick g0n0 "javascript:alert(1)"\\u001b[2J\\u202e<b> (outside Git)',
      '  a (loop)',
      '    30s → b (loop)',
      '      1m → a (loop, see above)',
      '',
    ]);
  });

  it.each([
    ['text', /^acme: /],
    ['mermaid', /^flowchart LR\n/],
    ['dot', /^digraph "acme: Overflow of queues" \{\n/],
  ])('in %s says on standard error what the manifests warn of', async (format, beginning) => {
    const ran = await draw(format);
    expect(ran.stdout).toMatch(beginning);
    expect(ran.stdout).not.toContain('OVERFLOW_LOOP');
    expect(ran.stderr).toContain('[OVERFLOW_LOOP]');
  });

  it.each(['mermaid', 'dot'])('in %s gives no name of the tenant a meaning', async (format) => {
    const { stdout } = await draw(format);
    expect(stdout.split('\n').filter((line) => /^\s*click/.test(line))).toEqual([]);
    for (const line of stdout.split('\n')) {
      expect((line.replaceAll('\\\\', '').replaceAll('\\"', '').match(/"/g) ?? []).length % 2).toBe(0);
    }
    expect(hostileIn(stdout)).toEqual([]);
  });

  it('in JSON answers the views and nothing on standard error', async () => {
    const ran = await draw('json');
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const { formatVersion, tenant, views, diagnostics } = onlyJson<{
      formatVersion: number;
      tenant: string;
      views: readonly GraphView[];
      diagnostics: readonly { code: string }[];
    }>(ran);
    expect({ formatVersion, tenant }).toEqual({ formatVersion: 1, tenant: 'acme' });
    expect(views).toMatchObject([{ type: 'graph', nodes: { length: 4 }, edges: { length: 3 } }]);
    expect(diagnostics.map(({ code }) => code)).toContain('OVERFLOW_LOOP');
  });

  it('is exit 1 where the manifests are wrong', async () => {
    const cwd = await makeProject({ 'manifests/q.yaml': manifest('Queue', 'a', overflow('nowhere')) });
    const ran = await cxform(['graph', '--format', 'json'], { cwd });
    expect(ran.code).toBe(1);
    expect(refusalCodes(ran)).toEqual(['REFERENCE_NOT_FOUND']);
    expect(await cxform(['graph', '--format', 'mermaid'], { cwd })).toMatchObject({ code: 1, stdout: '' });
  });
});
