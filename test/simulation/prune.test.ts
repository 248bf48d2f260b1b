import { crashEverywhere } from './crash-everywhere.ts';
import { prune } from './scenarios/prune.ts';
import { renames } from './scenarios/renames.ts';
import { returns } from './scenarios/returns.ts';

crashEverywhere(prune, renames, returns);
