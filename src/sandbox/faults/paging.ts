import { isMembers, type Members } from '../wire.ts';
import type { Fault, Struck } from './fault.ts';

/** Lists that go wrong. */
export const paging = {
  'no-list': {
    strikes: ['list'],
    answer: (request, struck) => changed(request, struck, ({ entities: _, ...others }) => others),
  },
  'repeat-page': {
    strikes: ['list'],
    answer: (request, struck) => {
      const again = `${AGAIN}${tokenOf(request)}`;
      return changed(request, struck, (page) => ({ ...page, nextPageToken: again }));
    },
    follow: (request, struck) => {
      const token = tokenOf(request);
      if (!token.startsWith(AGAIN)) return undefined;
      const first = withToken(request, token.slice(AGAIN.length));
      return changed(first, struck, (page) => ({ ...page, nextPageToken: token }));
    },
  },
  endless: {
    strikes: ['list'],
    answer: (request, struck) =>
      changed(request, struck, (page) => ({ ...page, nextPageToken: `${ENDLESS}1` })),
    follow: (request, struck) => {
      const token = tokenOf(request);
      if (!token.startsWith(ENDLESS)) return undefined;
      const nextPageToken = `${ENDLESS}${Number(token.slice(ENDLESS.length)) + 1}`;
      return changed(withToken(request, ''), struck, () => ({ entities: [], nextPageToken }));
    },
  },
} as const satisfies Readonly<Record<string, Fault>>;

/** No token of the tenant has a dot. */
const AGAIN = 'again.';
const ENDLESS = 'endless.';

/** The tenant's page, changed; what is no page stays as it is. */
async function changed(
  request: Request,
  { tenant }: Struck,
  change: (page: Members) => Members,
): Promise<Response> {
  const answer = await tenant(request);
  if (!answer.ok) return answer;
  const page: unknown = await answer.json();
  return Response.json(isMembers(page) ? change(page) : page);
}

/** Empty where the first page is asked for. */
function tokenOf({ url }: Request): string {
  return new URL(url).searchParams.get('nextPageToken') ?? '';
}

function withToken({ url, headers, signal }: Request, token: string): Request {
  const next = new URL(url);
  if (token === '') next.searchParams.delete('nextPageToken');
  else next.searchParams.set('nextPageToken', token);
  return new Request(next, { headers, signal });
}
