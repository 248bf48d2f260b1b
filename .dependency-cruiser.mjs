// The layers of src/README.md: imports point down. `npm run layers` checks them, test/tidy.test.ts that something was checked.

const stages = ['manifest', 'compile', 'live', 'plan', 'apply', 'ledger', 'report'];
const edges = ['kinds', 'tenant', 'host'];
const compositionRoot = '^src/cli/(entry|main|world|connect|open-sandbox|serve-sandbox)\\.ts$';

/** Files of `from` may import, of src, only what `allowed` matches. */
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from,
  to: { path: '^src/', pathNot: allowed },
});

const ownOrCore = (folder) =>
  only(
    `${folder}-knows-core-only`,
    'stages do not import each other; adapters know no stage',
    { path: `^src/${folder}/` },
    [`^src/${folder}/`, '^src/core/'],
  );

export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    only('core-is-the-ground', 'core imports nothing above it', { path: '^src/core/' }, ['^src/core/']),
    ...[...stages, ...edges].map(ownOrCore),
    only('sandbox-is-apart', 'written from the contract, apart from the client', { path: '^src/sandbox/' }, [
      '^src/sandbox/',
      '^src/core/(ports|invariant)\\.ts$',
    ]),
    only('app-knows-stages', 'what is outside comes in through the ports', { path: '^src/app/' }, [
      '^src/app/',
      '^src/core/',
      `^src/(${stages.join('|')})/`,
    ]),
    {
      name: 'only-the-composition-root-knows-the-outside',
      comment: 'kinds, the client, Node, the sandbox and ledger backends are put together in one place',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [compositionRoot, `^src/(${edges.join('|')}|sandbox|ledger/backends)/`],
      },
      to: { path: `^src/(${edges.join('|')}|sandbox|ledger/backends)/` },
    },
    {
      name: 'nothing-imports-cli',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
