import { describe, expect, it } from 'vitest';
import type { TenantComparison } from '../../src/core/tenant-comparison.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import { makeTenants, settled, wrong } from './several-tenants.ts';

const hostile = 'x\u001b[2J\u202e\nforged';
const queue = (id: string, name: string, fields = {}) => ({
  id,
  name,
  version: 1,
  channel: 'voice',
  ...fields,
});
const two = {
  dev: {
    skills: [{ id: 'skl_1', name: 'English', version: 4 }],
    queues: [
      queue('que_1', 'Sales', { wrapUpTimeout: 30_000, skills: [{ id: 'skl_1', level: 2 }] }),
      queue('que_2', 'Trial'),
    ],
  },
  prod: {
    skills: [{ id: 'skl_9', name: 'English', version: 1 }],
    queues: [
      queue('que_8', 'Sales', { wrapUpTimeout: 45_000, skills: [{ id: 'skl_9', level: 2 }] }),
      queue('que_9', hostile),
    ],
  },
};
const json = ['--format', 'json'];

describe('compare', () => {
  it('tells what differs by name, ids aside', async () => {
    const cwd = await makeTenants(two);
    const ran = await cxform(['compare', 'dev', 'prod', ...json], { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(onlyJson<TenantComparison>(ran)).toEqual({
      formatVersion: 1,
      tenants: ['dev', 'prod'],
      onlyLeft: [{ kind: 'Queue', name: 'Trial' }],
      onlyRight: [{ kind: 'Queue', name: hostile }],
      different: [
        {
          kind: 'Queue',
          name: 'Sales',
          fields: [{ path: '/wrapUpTimeout', before: '30s', after: '45s' }],
        },
      ],
      ambiguous: [],
      summary: { same: 1, different: 1, onlyLeft: 1, onlyRight: 1, ambiguous: 0 },
      diagnostics: [],
    });
  });

  it('shows it to people', async () => {
    const { code, stdout } = await cxform(['compare', 'dev', 'prod'], { cwd: await makeTenants(two) });
    expect(code).toBe(0);
    expect(stdout).toContain('Only in dev\n  Queue  Trial\n');
    expect(stdout).toContain('Only in prod\n  Queue  x\\u001b[2J\\u202e\\u000aforged\n');
    expect(stdout).toMatch(/^ {4}wrapUpTimeout {2}30s {2}↔ 45s$/m);
    expect(stdout).toMatch(/\ndev ↔ prod: 1 different, .* 1 the same\.\n$/);
  });

  it('needs no manifests that are right: Git has no say in it', async () => {
    const ran = await cxform(['compare', 'dev', 'prod', ...json], {
      cwd: await makeTenants({ dev: wrong, prod: settled }),
    });
    expect(onlyJson<TenantComparison>(ran).onlyRight).toEqual([{ kind: 'Skill', name: 'billing' }]);
  });

  it('names every Tenant that there is not', async () => {
    const ran = await cxform(['compare', 'deV', 'prood', ...json], { cwd: await makeTenants(two) });
    expect(ran.code).toBe(1);
    expect(refusalCodes(ran)).toEqual(['TENANT_NOT_FOUND', 'TENANT_NOT_FOUND']);
  });

  it('says once what is wrong with their file', async () => {
    const cwd = await makeTenants({ ...two, qa: { spec: { purge: true } } });
    const ran = await cxform(['compare', 'dev', 'prod', ...json], { cwd });
    expect(ran.code).toBe(1);
    expect(refusalCodes(ran)).toEqual(['UNKNOWN_KEY']);
  });

  it('is exit 1 where one of them cannot be read', async () => {
    const cwd = await makeTenants({ ...two, prod: { settings: { scopes: [] } } });
    const ran = await cxform(['compare', 'dev', 'prod', ...json], { cwd });
    expect(ran.code).toBe(1);
    expect(refusalCodes(ran).length).toBeGreaterThan(0);
  });
});
