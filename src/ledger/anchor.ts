import { type ChainedLine, emptyTip, type Tip } from './chain.ts';

/**
 * Why a journal is not the one that an anchor was written beside: it ends before, or has another entry there. The anchor may stand
 * anywhere before the journal's end, since it is not moved with each append. Undefined where they fit.
 */
export function anchorFlaw(links: readonly ChainedLine[], anchor: Tip): string | undefined {
  if (anchor.seq === emptyTip.seq) return undefined;
  const first = links[0]?.link;
  // A compaction that was cut off has begun the journal anew and has not moved the anchor yet.
  if (first?.type === 'compacted' && anchor.seq === first.entries) {
    return anchor.head === first.head ? undefined : another(anchor);
  }
  const link = links.find((one) => one.link.seq === anchor.seq)?.link;
  if (link) return link.hash === anchor.head ? undefined : another(anchor);
  const last = links.at(-1)?.link.seq ?? 0;
  return Number(last) < anchor.seq ? `ends with entry ${last} and had ${anchor.seq}` : another(anchor);
}

const another = ({ seq }: Tip) => `has another entry ${seq} than it had`;
