import { crashEverywhere } from './crash-everywhere.ts';
import { newCycles } from './scenarios/new-cycles.ts';
import { oldCycles } from './scenarios/old-cycles.ts';

crashEverywhere(newCycles, oldCycles);
