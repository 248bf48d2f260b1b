import type { Scenario } from './scenario.ts';
import { adoptions } from './scenarios/adoptions.ts';
import { creates } from './scenarios/creates.ts';
import { deletes } from './scenarios/deletes.ts';
import { drift } from './scenarios/drift.ts';
import { updates } from './scenarios/updates.ts';

/** Every scenario. A new one is a file and a line here. */
export const scenarios: readonly Scenario[] = [creates, updates, adoptions, drift, deletes];
