/** What becomes of changes to the disk that were under way when their process died, or the power went, each in one sentence. */
export const fates = {
  'append-lost': 'An append that was under way has left nothing',
  'append-torn': 'An append that was under way is on the disk up to some byte',
  'append-unheard': 'An append that was under way is on the disk, and nobody knows',
  'replace-lost': 'A file that was being replaced is as it was',
  'replace-unheard': 'A file that was being replaced has its new content, and nobody knows',
  'draft-of-the-dead': 'The draft of a file that was being written is left behind',
  'lock-unheard': 'A lock was taken, and its holder died before it knew',
  'lock-left': 'A lock that was held is left behind',
} as const;

export type FateKind = keyof typeof fates;
