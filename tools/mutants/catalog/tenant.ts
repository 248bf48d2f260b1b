import type { Mutant } from '../mutant.ts';

/** Defects in what the client makes of the network. */
export const tenantMutants: readonly Mutant[] = [
  {
    name: 'unguarded-write-repeated',
    why: 'The client repeats a create whose answer was lost: the object is there twice',
    faults: ['lost-after', '500-after', 'silent-after'],
    file: 'src/tenant/pace/retry.ts',
    find: 'return error.retryable && (policy.isGuarded || !error.mayHaveTakenEffect);',
    replace: 'return error.retryable;',
  },
  {
    name: 'earlier-attempt-forgotten',
    why: 'Only the last attempt counts: a write is told as failed whose first attempt takes effect late',
    faults: ['late-commit', 'gone-by-gateway', 'lost-after'],
    file: 'src/tenant/pace/retry.ts',
    find: 'throw doubtful ? withEffectUnknown(error, doubtful) : error;',
    replace: 'throw error;',
  },
  {
    name: 'timeout-counts-as-failure',
    why: 'A write that had no answer in time is told as failed, and takes effect all the same',
    faults: ['late-silent', 'silent-after'],
    file: 'src/tenant/wire/transport.ts',
    find: "const mayHaveTakenEffect = asked.purpose === 'write';",
    replace: "const mayHaveTakenEffect = asked.purpose === 'list';",
  },
  {
    name: 'lost-connection-counts-as-failure',
    why: 'A write whose connection broke is told as failed, and has taken effect',
    faults: ['lost-after', 'late-commit', 'reset-in-answer'],
    file: 'src/tenant/errors/network-error.ts',
    find: "return failure(asked, { code: 'CONNECTION_LOST', says, mayHaveTakenEffect: asked.purpose === 'write' });",
    replace: "return failure(asked, { code: 'CONNECTION_LOST', says });",
  },
  {
    name: 'server-error-counts-as-failure',
    why: 'A write that was answered with a 5xx is told as failed, and has taken effect',
    faults: ['500-after', '503-after'],
    file: 'src/tenant/errors/http-error.ts',
    find: "new Set(['SERVER_ERROR', 'TIMEOUT', 'REDIRECT_REFUSED'])",
    replace: "new Set(['TIMEOUT', 'REDIRECT_REFUSED'])",
  },
  {
    name: 'unreadable-answer-counts-as-failure',
    why: 'A write whose answer was cut off is told as failed, and has taken effect',
    faults: ['cut-answer'],
    file: 'src/tenant/wire/read-answer.ts',
    find: "mayHaveTakenEffect: asked.purpose === 'write',",
    replace: '',
  },
  {
    name: 'any-404-means-gone',
    why: 'A gateway that has lost a route passes for the tenant: an object that is there is taken for gone',
    faults: ['gone-by-gateway', 'lost-after'],
    file: 'src/tenant/errors/http-error.ts',
    find: 'asked.isById && body.isFromApi',
    replace: 'asked.isById',
  },
  {
    name: 'gate-passed-once',
    why: 'A write passes the gate before it waits in line: it goes out long after its lease is over',
    faults: ['freeze-past-lease', 'two-at-once', '429-after', 'elsewhere'],
    file: 'src/tenant/sender.ts',
    find: `      await orStopped(() => this.#token(), stopped);
      const { ready: token, sentAt } = await bucket.turn(() => this.#cleared(sending), stopped);`,
    replace: `      await orStopped(() => this.#cleared(sending), stopped);
      const { ready: token, sentAt } = await bucket.turn(() => this.#token(), stopped);`,
  },
  {
    name: 'writes-past-the-gate',
    why: 'Writes do not ask the guard: a process that was frozen past its lease sends on',
    faults: ['stop', 'freeze-past-lease', 'two-at-once'],
    file: 'src/tenant/sender.ts',
    find: "if (purpose === 'write') await this.#parts.gate.pass(timeoutMs);",
    replace: '',
  },
  {
    name: 'secrets-in-errors',
    why: 'What a gateway quotes of a request is shown with the token in it, and ends up in the log of a pipeline',
    faults: ['500-quoting'],
    file: 'src/tenant/errors/without-secrets.ts',
    find: ".filter((one) => one.trim() !== '')",
    replace: ".filter((one) => one.trim() === '')",
  },
];
