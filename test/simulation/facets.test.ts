import { crashEverywhere } from './crash-everywhere.ts';
import { facetTargets } from './scenarios/facet-targets.ts';
import { facets } from './scenarios/facets.ts';

crashEverywhere(facets, facetTargets);
