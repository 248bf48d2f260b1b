import { expect, it } from 'vitest';
import { documentOf } from '../opened-tenant.ts';
import { servedTenant } from '../served-tenant.ts';
import { Conformance } from './conformance.ts';
import { operationsOf } from './described.ts';

it('every call for another host is refused as the document says', async () => {
  const { send, tenant, server } = await servedTenant();
  const document = await documentOf(tenant.sandbox);
  const conformance = new Conformance(document);
  for (const { method, path } of operationsOf(document)) {
    const { status, text, headers } = await send(path, { method, headers: { Host: 'tenant.example' } });
    expect(status).toBe(403);
    const disagreements = conformance.disagreements({
      request: new Request(`${server.baseUrl}${path}`, { method }),
      sent: new Uint8Array(),
      response: new Response(text, {
        status: 403,
        headers: { 'Content-Type': headers['content-type'] ?? '' },
      }),
      answered: text,
    });
    expect(disagreements).toEqual([]);
  }
});
