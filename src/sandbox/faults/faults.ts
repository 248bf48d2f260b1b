import { elsewhere } from './elsewhere.ts';
import type { Fault } from './fault.ts';
import { paging } from './paging.ts';
import { refusing } from './refusing.ts';
import { resets } from './resets.ts';
import { slowness } from './slowness.ts';
import { truncated } from './truncated.ts';

const all = { ...refusing, ...resets, ...slowness, truncated, ...elsewhere, ...paging };

export type FaultKind = keyof typeof all;

/** Every fault by its kind. */
export const FAULTS: Readonly<Record<FaultKind, Fault>> = all;

/** Every kind of fault. */
export const FAULT_KINDS = Object.keys(all) as readonly FaultKind[];
