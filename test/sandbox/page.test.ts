import { describe, expect, it } from 'vitest';
import { codesOf, idsOf, type OpenedTenant, openTenant, QUEUES, SKILLS, USERS } from './opened-tenant.ts';

const skills = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `skl_${String(n).padStart(3, '0')}`, name: `Skill ${n}` }));

describe('a list', () => {
  it('has pages of 100 unless asked for smaller ones, and no token on its last page', async () => {
    const tenant = await openTenant({ routing: { skills: skills(250) } });
    const pages = await pagesOf(tenant, SKILLS, '');
    expect(pages.map((ids) => ids.length)).toEqual([100, 100, 50]);
    expect(pages.flat()).toEqual(skills(250).map(({ id }) => id));
  });

  it('is in the order of ids, whatever the order of the file', async () => {
    const tenant = await openTenant({ routing: { skills: skills(5).reverse() } });
    expect((await pagesOf(tenant, SKILLS, 'pageSize=2')).flat()).toEqual(skills(5).map(({ id }) => id));
  });

  it('has no empty page after a full last one', async () => {
    const tenant = await openTenant({ routing: { skills: skills(4) } });
    expect((await pagesOf(tenant, SKILLS, 'pageSize=2')).map((ids) => ids.length)).toEqual([2, 2]);
  });

  it('holds whole objects', async () => {
    const queue = { id: 'que_1', name: 'Billing', channel: 'voice', skills: [], unknown: 1, version: 2 };
    const tenant = await openTenant({ routing: { queues: [queue] } });
    expect((await tenant.call('GET', QUEUES)).body).toEqual({ entities: [queue] });
  });

  it('of users answers them as they are', async () => {
    const users = [{ id: 'usr_1', name: 'Someone', email: 'someone@example.org', active: true }];
    const tenant = await openTenant({ routing: { users } });
    expect((await tenant.call('GET', USERS)).body).toEqual({ entities: users });
  });

  it.each(['0', '101', '-1', '1.5', '1e1', 'many', ''])('refuses the page size %j with 400', async (size) => {
    const tenant = await openTenant();
    const answer = await tenant.call('GET', `${SKILLS}?pageSize=${size}`);
    expect(answer.status).toBe(400);
    expect(codesOf(answer)).toEqual(['invalid_page_size']);
  });

  it('has smaller pages where the tenant allows less', async () => {
    const tenant = await openTenant({ routing: { skills: skills(5) } }, { settings: { pageSizeMax: 2 } });
    expect((await pagesOf(tenant, SKILLS, '')).map((ids) => ids.length)).toEqual([2, 2, 1]);
    expect((await pagesOf(tenant, SKILLS, '&pageSize=100')).map((ids) => ids.length)).toEqual([2, 2, 1]);
  });

  it.each(['', 'x', '%00', 'c2tpbGxzOg', 'skills%3Askl_000'])(
    'refuses the token %j with 400',
    async (token) => {
      const tenant = await openTenant();
      const answer = await tenant.call('GET', `${SKILLS}?nextPageToken=${token}`);
      expect(answer.status).toBe(400);
      expect(codesOf(answer)).toEqual(['invalid_page_token']);
    },
  );

  it('refuses the token of another list', async () => {
    const tenant = await openTenant({ routing: { skills: skills(2) } });
    const { body } = await tenant.call('GET', `${SKILLS}?pageSize=1`);
    const answer = await tenant.call('GET', `${QUEUES}?nextPageToken=${body?.nextPageToken}`);
    expect(codesOf(answer)).toEqual(['invalid_page_token']);
  });

  it('neither repeats nor skips an object that stays while others come and go', async () => {
    const tenant = await openTenant({ routing: { skills: skills(6) } });
    const first = await tenant.call('GET', `${SKILLS}?pageSize=3`);
    await tenant.call('DELETE', `${SKILLS}/skl_000?version=1`);
    await tenant.call('DELETE', `${SKILLS}/skl_002?version=1`);
    await tenant.call('POST', SKILLS, { name: 'new' });
    const rest = await tenant.call('GET', `${SKILLS}?nextPageToken=${first.body?.nextPageToken}`);
    const stayed = [...idsOf(first), ...idsOf(rest)].filter((id) => /^skl_\d{3}$/.test(id));
    expect(stayed).toEqual(skills(6).map(({ id }) => id));
  });
});

async function pagesOf(tenant: OpenedTenant, path: string, query: string): Promise<(readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  let token: string | undefined = '';
  while (token !== undefined) {
    const more: string = token && `&nextPageToken=${token}`;
    const answer = await tenant.call('GET', `${path}?${query}${more}`);
    pages.push(idsOf(answer));
    token = answer.body?.nextPageToken;
  }
  return pages;
}
