/** What can befall the processes themselves, each in one sentence. */
export const processFaults = {
  crash: 'A process is killed at a boundary',
  'crash-in-recovery': 'A process is killed that applies after one that was killed',
  'power-cut': 'The machine goes down with all that runs on it',
  stop: 'A process is asked to stop',
  'stop-unheard': 'A process is asked to stop while it does not listen, and ends at once',
  'stop-twice': 'A process is asked to stop again while it stops, and ends at once',
  freeze: 'A process stands still for a moment',
  'freeze-past-lease': 'A process stands still for longer than its lease, and goes on then',
  'two-at-once': 'A process begins while another one applies',
  elsewhere: 'A process runs on another machine, with the ledger on a shared disk',
  'slow-approval': 'Somebody takes minutes to approve what a process is about to write',
  'saved-plan': 'A plan is kept in a file, and applied some time later',
  'git-goes-on': 'The manifests change after a plan was kept',
  'clock-jump': 'The wall clock of all machines is set ahead by some minutes',
} as const;
