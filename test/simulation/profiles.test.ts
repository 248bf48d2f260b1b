import { crashEverywhere } from './crash-everywhere.ts';
import { moves } from './scenarios/moves.ts';
import { profiles } from './scenarios/profiles.ts';
import { reassignment } from './scenarios/reassignment.ts';

crashEverywhere(profiles, reassignment, moves);
