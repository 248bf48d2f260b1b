import type { InspectedService } from '../../core/inspection.ts';
import type { KindTable } from '../../core/kind-table.ts';
import type { ReadCall } from '../../core/read-call.ts';

/** A call that reads, and whether anything in cxform makes it. */
export interface KnownRead extends ReadCall {
  readonly used: boolean;
}

/** Each call that reads of one service, once: those of its kinds, then those that the contract has besides. */
export function readsOf(kinds: KindTable, { service, reads }: InspectedService): readonly KnownRead[] {
  const wires = [...kinds.objects, ...kinds.outside].map(({ wire }) => wire);
  const ofKinds = wires.filter((wire) => wire.service === service).flatMap((wire) => wire.reads);
  const all = [
    ...ofKinds.map((read) => ({ ...read, used: true })),
    ...reads.map((read) => ({ ...read, used: false })),
  ];
  return all.filter(({ path }, at) => all.findIndex((other) => other.path === path) === at);
}
