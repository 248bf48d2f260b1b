const everyCall = ['list', 'get', 'write'] as const;
const write = ['write'] as const;

/** What can go wrong between a process and the tenant, each in one sentence, with the requests that it can befall. */
export const networkFaults = {
  'lost-before': { on: everyCall, says: 'The connection breaks before the request arrives' },
  'lost-after': {
    on: everyCall,
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
  'silent-before': { on: everyCall, says: 'The request never arrives, and nobody says so' },
  'silent-after': {
    on: everyCall,
    says: 'The request takes effect at once, and nobody says so',
  },
  'reset-in-answer': {
    on: everyCall,
    says: 'The connection breaks in the midst of the answer',
  },
  'cut-answer': { on: everyCall, says: 'The answer is cut off, and ends properly' },
  'answered-twice': {
    on: write,
    says: 'A proxy sends a change or a delete twice and hands on the second answer',
  },
  'empty-answer': { on: everyCall, says: 'The answer comes without what it should hold' },
  'page-of-proxy': {
    on: everyCall,
    says: 'A proxy answers 200 with a page of its own, and the request never arrives',
  },
  'gone-by-gateway': {
    on: everyCall,
    says: 'A gateway that knows no route answers 404 with a page of its own',
  },
  slow: { on: everyCall, says: 'Request and answer take nearly all the time that there is' },
  '429-after': {
    on: everyCall,
    says: 'The tenant refuses for being asked too often, and says for how long',
  },
  '429-bare': { on: everyCall, says: 'The tenant refuses for being asked too often' },
  '500-before': { on: everyCall, says: 'The tenant fails before it does anything' },
  '500-after': { on: write, says: 'The tenant does what it is asked, and fails then' },
  '500-quoting': {
    on: everyCall,
    says: 'A gateway fails and quotes the whole request, credentials included',
  },
  '503-before': { on: everyCall, says: 'The tenant is busy and does nothing' },
  '503-after': { on: write, says: 'A gateway gives up waiting for a tenant that does what it is asked' },
  '401-once': { on: everyCall, says: 'A token that is good is refused once' },
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
