import type { Mutant } from '../mutant.ts';

/** Defects in carrying out a plan. */
export const applyMutants: readonly Mutant[] = [
  {
    name: 'create-blindly-again',
    why: 'A create whose answer was lost is sent again without a look: the centre has two queues of one name',
    faults: ['lost-after', '500-after', 'silent-after'],
    file: 'src/apply/create.ts',
    find: 'const found = await findCreated(context, change, attempt, thrown);',
    replace:
      'const found = attempt > writesMax ? await findCreated(context, change, attempt, thrown) : undefined;',
  },
  {
    name: 'create-looks-too-early',
    why: 'A lost create is looked for before it must show, and made again: it takes effect late, and there are two',
    faults: ['late-commit', 'late-silent'],
    file: 'src/apply/lost.ts',
    find: 'if (!(await context.outwaitWindow())) return unwritten(change, attempt, lost);',
    replace: '',
  },
  {
    name: 'create-takes-any-namesake',
    why: 'Whatever bears the name after a lost create passes for what it made, so that somebody else’s object is told as applied',
    faults: ['silent-before', 'create-same-name', 'rename-and-replace'],
    file: 'src/apply/lost.ts',
    find: 'candidates.filter(({ spec }) => fitsCreated(context.kind.fields, change.desired, spec))',
    replace: 'candidates',
  },
  {
    name: 'create-takes-the-first-of-two',
    why: 'Of two objects that a lost create could have made the first is taken: the other one stays, and nobody is told',
    faults: ['lost-after', 'create-our-twin'],
    file: 'src/apply/lost.ts',
    find: 'if (others.length > 0) return ambiguous(change, attempt, fitting);',
    replace: '',
  },
  {
    name: 'create-before-its-intent',
    why: 'A create goes out while its intent is still being written: after a crash nobody knows that it was ever sent',
    faults: ['crash', 'disk-slow'],
    file: 'src/apply/create.ts',
    find: "await journal.intend(change, 'write', undefined, intended);",
    replace: "journal.intend(change, 'write', undefined, intended).catch(() => {});",
  },
  {
    name: 'update-before-its-intent',
    why: 'An update goes out while its intent is still being written: the journal does not explain it after a crash',
    faults: ['crash', 'disk-slow'],
    file: 'src/apply/write-fields.ts',
    find: 'await context.journal.intend({ ...change, id }, step, version, context.intended);',
    replace: 'context.journal.intend({ ...change, id }, step, version, context.intended).catch(() => {});',
  },
  {
    name: 'delete-before-its-intent',
    why: 'A delete goes out while its intent is still being written: an object is gone, and the journal knows of nothing',
    faults: ['crash', 'disk-slow'],
    file: 'src/apply/delete.ts',
    find: "await journal.intend(change, 'write', version, intended);",
    replace: "journal.intend(change, 'write', version, intended).catch(() => {});",
  },
  {
    name: 'intent-without-id',
    why: 'Intents do not say which object they are about: after a crash an update passes for a create',
    faults: ['crash', 'lost-after', 'late-commit'],
    file: 'src/apply/journal.ts',
    find: `        step,
        ...(id !== undefined && { id }),
        ...(version !== undefined && { version }),
        ...(fingerprint`,
    replace: `        step,
        ...(version !== undefined && { version }),
        ...(fingerprint`,
  },
  {
    name: 'outcome-without-what-was-seen',
    why: 'What a write made is not recorded: when somebody renames the object it is created a second time',
    faults: ['rename', 'crash'],
    file: 'src/apply/journal.ts',
    find: '[...seen, outcomeFact(outcome, step)]',
    replace: '[outcomeFact(outcome, step)]',
  },
  {
    name: 'recovery-not-journaled',
    why: 'What became of open writes is found out and not recorded, so that they stay open for ever',
    faults: ['crash', 'lost-after'],
    file: 'src/apply/apply.ts',
    find: '...input.recovered,',
    replace: '',
  },
  {
    name: 'unknown-told-as-failed',
    why: 'A write whose answer was lost is told as failed, and takes effect all the same',
    faults: ['late-commit', 'stop', 'lost-before'],
    file: 'src/apply/outcomes.ts',
    find: "outcome: mayHaveTakenEffect ? 'unknown' : 'failed',",
    replace: "outcome: 'failed',",
  },
  {
    name: 'withheld-told-as-failed',
    why: 'What a stopped run held back is told as failed, as if the tenant had refused it',
    faults: ['stop', 'freeze-past-lease', '429-after'],
    file: 'src/apply/outcomes.ts',
    find: "(code === 'INTERRUPTED' || code === 'LEASE_LOST') && !mayHaveTakenEffect",
    replace: "code === 'LEASE_LOST' && !mayHaveTakenEffect",
  },
  {
    name: 'conflict-forced',
    why: 'After a conflict the old body goes out at the new version: what an administrator changed in the same list is lost',
    faults: ['edit-element', 'add-element', 'edit-overflow', 'drop-element'],
    file: 'src/apply/write-fields.ts',
    find: 'return { current: now, fields: rebased.fields, ...(edited && { edited }) };',
    replace: 'return { current: { ...current, version: now.version }, fields, ...(edited && { edited }) };',
  },
  {
    name: 'conflict-told-as-applied',
    why: 'An overlap is told as applied: nobody learns that the administrator’s value stands',
    faults: ['edit-managed', 'edit-element', 'edit-overflow'],
    file: 'src/apply/write-fields.ts',
    find: 'if (rebased.conflicts.length > 0) {',
    replace:
      'if (rebased.conflicts.length > 0) return applied(change, attempts, now);\n  if (rebased.conflicts.length > 0) {',
  },
  {
    name: 'lost-update-taken-for-applied',
    why: 'An update whose answer was lost is believed to have worked without a look',
    faults: ['lost-before', 'silent-before'],
    file: 'src/apply/write-fields.ts',
    find: 'return afterLostAnswer(context, change, sent, attempt, thrown);',
    replace:
      'return attempt > 0 ? applied(change, attempt, sent.current) : afterLostAnswer(context, change, sent, attempt, thrown);',
  },
  {
    name: 'one-write-too-many',
    why: 'A change is written a fourth time where the contract allows three',
    faults: ['keeps-saving'],
    file: 'src/apply/write-fields.ts',
    find: 'if (attempt < writesMax) return next;',
    replace: 'if (attempt <= writesMax) return next;',
  },
  {
    name: 'update-at-the-newest-version',
    why: 'The version is read again right before the write and the old body sent with it: a lost update by design',
    faults: ['edit-managed', 'edit-element', 'edit-overflow'],
    file: 'src/apply/write-fields.ts',
    find: `  { kind, service, toId }: ChangeContext,
  { desired }: Change,
  { current, fields }: Next,
): Promise<Written> {
  const body`,
    replace: `  { kind, service: tenant, toId, reread }: ChangeContext,
  { desired }: Change,
  { current, fields }: Next,
): Promise<Written> {
  const service: Service = {
    ...tenant,
    request: async (request) => {
      const version = (await reread(current.id))?.version;
      return tenant.request({ ...request, body: { ...request.body, ...(version !== undefined && { version }) } });
    },
  };
  const body`,
  },
  {
    name: 'delete-at-the-newest-version',
    why: 'An object is deleted at whatever version it has by then, with what somebody changed after the plan was shown',
    faults: ['edit-managed', 'edit-unmanaged', 'edit-unknown'],
    file: 'src/apply/delete.ts',
    find: `  const { id, version } = change;
  invariant(id !== undefined, \`\${change.address} is deleted and has no id\`);
  for`,
    replace: `  const { id } = change;
  invariant(id !== undefined, \`\${change.address} is deleted and has no id\`);
  const version = (await context.reread(id))?.version;
  for`,
  },
  {
    name: 'refused-delete-told-as-done',
    why: 'A delete that the tenant refuses since the object has moved is told as applied',
    faults: ['touch', 'edit-unmanaged'],
    file: 'src/apply/delete.ts',
    find: `    if (!now) return applied(change, attempt, { id });
    if (now.version === change.version) {
      const isStale`,
    replace: `    if (!now || now.version !== change.version) return applied(change, attempt, { id });
    if (now.version === change.version) {
      const isStale`,
  },
  {
    name: 'lost-delete-taken-for-done',
    why: 'A delete whose answer was lost is believed to have worked, and what it should delete stays',
    faults: ['lost-before', 'silent-before', '500-before'],
    file: 'src/apply/delete.ts',
    find: 'return attempt < writesMax ? undefined : lostForGood(change, attempt, lost);',
    replace: 'return applied(change, attempt, { id });',
  },
  {
    name: 'dependency-not-awaited',
    why: 'A change goes ahead although what it depends on was not applied',
    faults: ['stop', 'page-of-proxy', 'disk-full'],
    file: 'src/apply/schedule.ts',
    find: 'return blocker && blocked(change, blocker.address);',
    replace: 'return undefined;',
  },
  {
    name: 'wish-recorded-as-fact',
    why: 'The ledger records as applied what a conflict kept from being written: drift is blamed on whoever made no mistake',
    faults: ['edit-managed', 'edit-element'],
    file: 'src/apply/update.ts',
    find: "outcome.outcome === 'applied' && outcome.id !== undefined",
    replace: 'outcome.id !== undefined',
  },
  {
    name: 'no-re-read-before-a-weak-write',
    why: 'Where objects have no versions they are not read again before a write, which goes over what somebody set meanwhile',
    faults: ['no-versions', 'edit-managed', 'edit-element', 'slow-approval'],
    file: 'src/core/rereads.ts',
    find: 'return version === undefined || (fields.writeOnly ?? []).length > 0;',
    replace: 'return (fields.writeOnly ?? []).length > 0;',
  },
  {
    name: 'no-look-after-a-weak-write',
    why: 'Where objects have no versions nobody looks whether a write has held, and an overwritten one is told as applied',
    faults: ['no-versions', 'edit-managed', 'edit-element', 'edit-overflow'],
    file: 'src/apply/write-fields.ts',
    find: 'return isWeak ? await verified(context, change, sent, attempt) : applied(change, attempt, written);',
    replace: 'return applied(change, attempt, isWeak ? sent.current : written);',
  },
  {
    name: 'no-re-read-before-a-weak-delete',
    why: 'Where objects have no versions one is deleted with what somebody changed after the plan was shown',
    faults: ['no-versions', 'edit-managed', 'edit-unmanaged', 'edit-element'],
    file: 'src/apply/delete.ts',
    find: 'if (change.version !== undefined || change.id === undefined) return undefined;',
    replace: 'if (change.id !== undefined) return undefined;',
  },
];
