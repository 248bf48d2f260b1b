import type { Mutant } from '../mutant.ts';

/** Defects in reading the tenant and in finding whose each object is. */
export const liveMutants: readonly Mutant[] = [
  {
    name: 'failed-list-taken-for-empty',
    why: 'A list that could not be read passes for an empty one: the whole centre is created again',
    faults: ['page-of-proxy', 'gone-by-gateway', '401-once'],
    file: 'src/live/read-live.ts',
    find: 'if (hasErrors(listed.diagnostics)) return { diagnostics: listed.diagnostics };',
    replace: '',
  },
  {
    name: 'names-before-the-ledger',
    why: 'Objects are matched by name before the ledger is asked: one that somebody renamed loses its manifest to a namesake',
    faults: ['rename-and-replace'],
    file: 'src/live/match.ts',
    find: `    ...claimByLedger(named, priors, claims),
    ...claimByName(named, claims, (resource) => [identityName(resource) ?? '']),`,
    replace: `    ...claimByName(named, claims, (resource) => [identityName(resource) ?? '']),
    ...claimByLedger(named, priors, claims),`,
  },
  {
    name: 'ledger-not-asked',
    why: 'What the ledger knows of ids is not used: one rename by hand, and the object is created again',
    faults: ['rename'],
    file: 'src/live/match.ts',
    find: `    ...claimByLedger(named, priors, claims),
`,
    replace: '',
  },
  {
    name: 'first-of-two-namesakes',
    why: 'Of two objects with the name that a manifest goes by the first is taken, and changed, by chance',
    faults: ['create-same-name', 'create-our-twin'],
    file: 'src/live/match.ts',
    find: 'if (others.length > 0) return [ambiguous(resource, name, found)];',
    replace: 'if (others.length > 9) return [ambiguous(resource, name, found)];',
  },
  {
    name: 'relist-shows-one-page',
    why: 'A lost create is looked for among the first objects only: in a large centre it is made again',
    faults: ['small-pages', 'lost-after'],
    file: 'src/tenant/lists/paging.ts',
    find: '} while (token !== undefined);',
    replace: '} while (token !== undefined && read.elements.length < 1);',
  },
];
