const any = ['list', 'get', 'write'] as const;
const write = ['write'] as const;

/** What can go wrong between a process and the tenant, each in one sentence, with the requests that it can befall. */
export const networkFaults = {
  'lost-before': { on: any, says: 'The connection breaks before the request arrives' },
  'lost-after': {
    on: any,
    says: 'The request takes effect and the connection breaks before the answer',
  },
  'late-commit': {
    on: write,
    says: 'The connection breaks, and the request takes effect up to one deadline after it was sent',
  },
  'late-silent': {
    on: write,
    says: 'Nobody answers, and the request takes effect shortly before its deadline',
  },
  'silent-before': { on: any, says: 'The request never arrives, and nobody says so' },
  'silent-after': {
    on: any,
    says: 'The request takes effect at once, and nobody says so',
  },
  'reset-in-answer': {
    on: any,
    says: 'The connection breaks in the midst of the answer',
  },
  'cut-answer': { on: any, says: 'The answer is cut off, and ends properly' },
  'answered-twice': {
    on: write,
    says: 'A proxy sends a change or a delete twice and hands on the second answer',
  },
  'empty-answer': { on: any, says: 'The answer comes without what it should hold' },
  'page-of-proxy': {
    on: any,
    says: 'A proxy answers 200 with a page of its own, and the request never arrives',
  },
  'gone-by-gateway': {
    on: any,
    says: 'A gateway that knows no route answers 404 with a page of its own',
  },
  slow: { on: any, says: 'Request and answer take nearly all the time that there is' },
  '429-after': {
    on: any,
    says: 'The tenant refuses for being asked too often, and says for how long',
  },
  '429-bare': { on: any, says: 'The tenant refuses for being asked too often' },
  '500-before': { on: any, says: 'The tenant fails before it does anything' },
  '500-after': { on: write, says: 'The tenant does what it is asked, and fails then' },
  '500-quoting': {
    on: any,
    says: 'A gateway fails and quotes the whole request, credentials included',
  },
  '503-before': { on: any, says: 'The tenant is busy and does nothing' },
  '503-after': { on: write, says: 'A gateway gives up waiting for a tenant that does what it is asked' },
  '401-once': { on: any, says: 'A token that is good is refused once' },
  'token-lost': { on: ['token'], says: 'The connection breaks while a token is asked for' },
  'token-busy': { on: ['token'], says: 'No token is to be had for the moment' },
  'stale-list': { on: ['list'], says: 'A list shows the tenant as it was up to a deadline ago' },
  'stale-get': { on: ['get'], says: 'An object is shown as it was up to a deadline ago' },
} as const satisfies Readonly<Record<string, NetworkFault>>;

export type NetworkFaultKind = keyof typeof networkFaults;

interface NetworkFault {
  readonly on: readonly ('token' | 'list' | 'get' | 'write')[];
  readonly says: string;
}
