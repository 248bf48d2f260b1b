import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/sandbox/settings.ts';
import { documentOf, openTenant } from '../opened-tenant.ts';
import { operationsOf, responseTo } from './described.ts';
import { Schemas } from './schemas.ts';

const opened = async (settings = {}) => documentOf((await openTenant(undefined, { settings })).sandbox);

const SKILLS = '/api/v2/routing/skills';
const QUEUES = '/api/v2/routing/queues';
const PROFILE = '/api/v2/routing/users/{id}/routing-profile';
const TENANT_CALLS = [
  ['POST', '/oauth/token', 'Contract §1, documented'],
  ['GET', SKILLS, 'Contract §2, documented'],
  ['POST', SKILLS, 'Contract §2, assumed'],
  ['GET', `${SKILLS}/{id}`, 'Contract §2, assumed'],
  ['PATCH', `${SKILLS}/{id}`, 'Contract §2, assumed'],
  ['DELETE', `${SKILLS}/{id}`, 'Contract §2, assumed'],
  ['GET', QUEUES, 'Contract §2, assumed'],
  ['POST', QUEUES, 'Contract §2, assumed'],
  ['GET', `${QUEUES}/{id}`, 'Contract §2, documented'],
  ['PATCH', `${QUEUES}/{id}`, 'Contract §2, documented'],
  ['DELETE', `${QUEUES}/{id}`, 'Contract §2, assumed'],
  ['GET', '/api/v2/users', 'Contract §2, assumed'],
  ['GET', PROFILE, 'Contract §2, assumed'],
  ['PUT', PROFILE, 'Contract §2, documented'],
];
const OWN_CALLS = [
  ['GET', '/_sandbox/requests', 'Of the sandbox alone'],
  ['POST', '/_sandbox/edit', 'Of the sandbox alone'],
  ['GET', '/_sandbox/openapi.json', 'Of the sandbox alone'],
];

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const document: object = await opened();
    const { valid, errors } = await validator.validate({ ...document });
    expect([errors, valid, validator.version]).toEqual([undefined, true, '3.1']);
  });

  it('has every call with its place in the contract, and nothing else', async () => {
    const calls = operationsOf(await opened()).map(({ method, path, operation }) => [
      method,
      path,
      operation.description.split('.')[0],
    ]);
    expect(calls.sort()).toEqual([...TENANT_CALLS, ...OWN_CALLS].sort());
  });

  it('has calls of no other method on its paths', async () => {
    const tenant = await openTenant();
    const document = await documentOf(tenant.sandbox);
    let asked = 0;
    for (const path of Object.keys(document.paths)) {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        if (Object.hasOwn(document.paths[path] ?? {}, method.toLowerCase())) continue;
        expect((await tenant.call(method, path.replace('{id}', 'x'))).status).toBe(404);
        asked++;
      }
    }
    expect(asked).toBeGreaterThan(Object.keys(document.paths).length);
  });

  it('declares the scopes of its calls, each once, and these are the ones that tokens have', async () => {
    const document = await opened();
    const { scopes } = document.components.securitySchemes.clientCredentials?.flows.clientCredentials ?? {};
    const used = operationsOf(document).flatMap(({ operation }) =>
      operation.security.flatMap((requirement) => Object.values(requirement).flat()),
    );
    expect(Object.keys(scopes ?? {}).sort()).toEqual([...new Set(used)].sort());
    expect([...new Set(used)].sort()).toEqual([...DEFAULT_SETTINGS.scopes].sort());
  });

  it('asks for a token exactly where the tenant does', async () => {
    const tenant = await openTenant();
    for (const { method, path, operation } of operationsOf(await documentOf(tenant.sandbox))) {
      const { status } = await tenant.send(method, path.replace('{id}', 'x'));
      expect([operation.operationId, status === 401]).toEqual([
        operation.operationId,
        operation.security.length > 0,
      ]);
    }
  });

  it('has an operationId of its own for each call', async () => {
    const ids = operationsOf(await opened()).map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has schemas that compile, whose references lead somewhere, and no component that nobody uses', async () => {
    const document = await opened();
    const schemas = new Schemas(document);
    const contents = operationsOf(document).flatMap(({ operation }) => [
      operation.requestBody?.content,
      ...Object.keys(operation.responses).map((status) => responseTo(document, operation, status)?.content),
    ]);
    for (const { schema } of contents.flatMap((content) => Object.values(content ?? {}))) {
      expect(() => schemas.problems('anything', {}, schema)).not.toThrow();
    }
    const text = JSON.stringify(document);
    const components = ['schemas', 'responses'] as const;
    const unused = components
      .flatMap((part) => Object.keys(document.components[part]).map((name) => `#/components/${part}/${name}`))
      .filter((reference) => !text.includes(`{"$ref":"${reference}"}`));
    expect(unused).toEqual([]);
  });

  it('says how large the pages of this tenant are', async () => {
    const document = await opened({ pageSizeMax: 7 });
    const listed = operationsOf(document).find(({ operation }) => operation.operationId === 'listQueues');
    const pageSize = listed?.parameters.find(({ name }) => name === 'pageSize');
    expect(pageSize?.schema).toMatchObject({ minimum: 1, maximum: 100, default: 7 });
    expect(document.components.schemas.QueuePage).toMatchObject({
      properties: { entities: { maxItems: 7 } },
    });
  });
});
