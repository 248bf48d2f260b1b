import { mkdir } from 'node:fs/promises';
import { readsBound } from './bound.ts';
import type { Centre } from './centre/centre.ts';
import { type ChangedCentre, changeCentre } from './centre/change.ts';
import { generateCentre } from './centre/generate.ts';
import { figureOf } from './figure.ts';
import { Commands, type Sample } from './measure/commands.ts';
import type { Meter } from './measure/run.ts';
import { Project } from './project.ts';
import type { Row } from './results.ts';

interface SizeOptions {
  readonly objects: number;
  readonly runs: number;
  readonly seed: number;
  readonly profileShare: number;
  /** The bundled command line. */
  readonly cli: string;
  readonly meter: Meter;
  /** A folder to work in, which is made. */
  readonly folder: string;
}

interface Bench {
  readonly objects: number;
  readonly runs: number;
  /** What the tenant has, and Git to begin with. */
  readonly centre: Centre;
  readonly changed: ChangedCentre;
  readonly project: Project;
  readonly commands: Commands;
}

/** Every command on a generated tenant: first as Git has it, then with one object in a hundred changed in Git. */
export async function measureSize(options: SizeOptions): Promise<readonly Row[]> {
  const { objects, runs, seed, profileShare, cli, meter, folder } = options;
  const centre = generateCentre(objects, seed, profileShare);
  await mkdir(folder);
  const project = new Project(folder, seed);
  await project.begin(centre);
  const commands = new Commands({ cli, meter, project });
  const changed = changeCentre(centre, objects, seed);
  const bench: Bench = { objects, runs, centre, changed, project, commands };
  return [...(await beforeApply(bench)), await duringApply(bench), ...(await afterApply(bench))];
}

function beforeApply(bench: Bench): Promise<readonly Row[]> {
  const { runs, centre, changed, project, commands } = bench;
  return commands.inSandbox(async (sandbox) => {
    const validated = await commands.repeat(sandbox, 'validate', runs);
    // The ledger learns what is ours, so that a new name is an update.
    await commands.run(sandbox, 'apply --auto-approve');
    const unchanged = await commands.repeat(sandbox, 'plan', runs);
    await project.declare(changed.centre);
    const planned = await commands.repeat(sandbox, 'plan', runs);
    return [
      rowOf(bench, 'validate', validated),
      rowOf(bench, 'plan, nothing changed', unchanged, { bound: readsBound(centre, centre) }),
      rowOf(bench, 'plan, 1 % changed', planned, { bound: readsBound(centre, changed.centre) }),
    ];
  });
}

/** Each run begins with the same ledger and tenant. */
async function duringApply(bench: Bench): Promise<Row> {
  const { runs, centre, changed, project, commands } = bench;
  const { changes, profiles: rereads } = changed;
  await project.save();
  const samples: Sample[] = [];
  while (samples.length < runs) {
    await project.restore();
    samples.push(await commands.inSandbox((sandbox) => commands.run(sandbox, 'apply --auto-approve')));
  }
  const bound = readsBound(centre, changed.centre) + changes;
  return rowOf(bench, 'apply, 1 % changed', samples, { bound, rereads, changes });
}

function afterApply(bench: Bench): Promise<readonly Row[]> {
  const { runs, changed, commands } = bench;
  const bound = readsBound(changed.centre, changed.centre);
  return commands.inSandbox(async (sandbox) => [
    rowOf(bench, 'drift', await commands.repeat(sandbox, 'drift', runs), { bound }),
    rowOf(bench, 'plan after apply', await commands.repeat(sandbox, 'plan', runs), { bound }),
  ]);
}

function rowOf(
  { objects }: Bench,
  command: string,
  samples: readonly Sample[],
  { bound = 0, rereads = 0, changes = 0 }: Partial<Pick<Row, 'bound' | 'rereads' | 'changes'>> = {},
): Row {
  const figure = (part: keyof Sample) => figureOf(samples.map((sample) => sample[part]));
  return {
    objects,
    command,
    requests: figure('requests'),
    bound,
    rereads,
    writes: figure('writes'),
    changes,
    cpuSeconds: figure('cpuSeconds'),
    wallSeconds: figure('wallSeconds'),
    peakRssMb: figure('peakRssMb'),
  };
}
