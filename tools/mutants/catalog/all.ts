import type { Mutant } from '../mutant.ts';
import { appMutants } from './app.ts';
import { applyMutants } from './apply.ts';
import { coreMutants } from './core.ts';
import { kindMutants } from './kinds.ts';
import { leaseMutants } from './lease.ts';
import { ledgerMutants } from './ledger.ts';
import { liveMutants } from './live.ts';
import { planMutants } from './plan.ts';
import { recoveryMutants } from './recovery.ts';
import { tenantMutants } from './tenant.ts';

/** Every mutant, room by room. */
export const mutants: readonly Mutant[] = [
  ...applyMutants,
  ...recoveryMutants,
  ...ledgerMutants,
  ...leaseMutants,
  ...liveMutants,
  ...planMutants,
  ...appMutants,
  ...coreMutants,
  ...tenantMutants,
  ...kindMutants,
];
