import type { Mutant } from '../mutant.ts';

/** Defects in putting a run together. */
export const appMutants: readonly Mutant[] = [
  {
    name: 'open-writes-not-waited-for',
    why: 'An apply plans while a write of the run before can still take effect, and creates beside it',
    faults: ['crash', 'late-commit'],
    file: 'src/app/survey-for-run.ts',
    find: 'if (until === undefined) return survey;',
    replace: 'if (until === undefined || until > 0) return survey;',
  },
  {
    name: 'nobody-else-not-known',
    why: 'A run with the lease does not use that no other can be at work: an open write is neither waited for nor settled',
    faults: ['stop', 'late-commit', 'disk-full'],
    file: 'src/app/survey.ts',
    find: 'sentBefore: write.sentBefore ?? aloneSince',
    replace: 'sentBefore: write.sentBefore',
  },
  {
    name: 'contested-name-not-read-again',
    why: 'Where a lost create and somebody else’s object share a name, the plan knows of neither, and makes a third',
    faults: ['crash', 'lost-before', 'create-same-name'],
    file: 'src/app/survey.ts',
    find: 'const isWhole = !isContested(first, undecided) && recovered.every((fact) => isMatched(first, fact));',
    replace: 'const isWhole = recovered.every((fact) => isMatched(first, fact));',
  },
  {
    name: 'no-window',
    why: 'The time in which a write can still take effect is left out of account everywhere',
    faults: ['crash', 'late-commit', 'late-silent'],
    file: 'src/app/visibility.ts',
    find: 'return connection.deadlineMs(service) + visibilityDelayMs;',
    replace: 'return 0 * connection.deadlineMs(service) + visibilityDelayMs;',
  },
  {
    name: 'no-re-read-after-approval',
    why: 'What somebody did while another one was asked to approve is not looked at before the plan is carried out',
    faults: ['slow-approval', 'create-our-twin', 'create-same-name'],
    file: 'src/app/apply.ts',
    find: 'if (world.clock.now() - survey.at < freshMs) return carryOut(world, survey, run, plan, options);',
    replace: 'if (survey.at > 0) return carryOut(world, survey, run, plan, options);',
  },
  {
    name: 'writes-without-a-guard',
    why: 'The connection gets no guard: it sends without a lease, and after it was asked to stop',
    faults: ['stop', 'freeze-past-lease', 'two-at-once'],
    file: 'src/app/run.ts',
    find: 'guard(connection, lease, stop.signal);',
    replace: '',
  },
  {
    name: 'stop-not-passed-on',
    why: 'A request to stop does not reach the connection: writes that wait in line go out all the same',
    faults: ['stop', '429-after', 'slow'],
    file: 'src/app/run.ts',
    find: `  if (stopRequest.aborted) stop();
  else stopRequest.addEventListener('abort', stop, { once: true });`,
    replace: '  if (stopRequest.aborted) stop();',
  },
  {
    name: 'conflict-ends-with-zero',
    why: 'An apply that could not write everything ends with 0, and the pipeline goes on as if it had',
    faults: ['edit-managed', 'stop'],
    file: 'src/cli/apply-answer.ts',
    find: 'if (outcomes.length > summary.applied || isCutShort) return 3;',
    replace: 'if (summary.failed > 0 || isCutShort) return 3;',
  },
];
