import { crashEverywhere } from './crash-everywhere.ts';
import { adoptions } from './scenarios/adoptions.ts';
import { creates } from './scenarios/creates.ts';
import { deletes } from './scenarios/deletes.ts';
import { drift } from './scenarios/drift.ts';
import { updates } from './scenarios/updates.ts';

crashEverywhere(creates, updates, adoptions, drift, deletes);
