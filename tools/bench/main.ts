import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { command, type Start, tell } from '../command.ts';
import { copyProgram } from '../copy-program.ts';
import { growthOf } from './growth.ts';
import { measureMakespans } from './makespan/makespan.ts';
import type { Meter } from './measure/run.ts';
import { measureStartUp } from './measure/start-up.ts';
import { measureSize } from './measure-size.ts';
import { type Options, readOptions } from './options.ts';
import { circumstancesOf } from './report/circumstances.ts';
import { markdownTable, textTable } from './report/table.ts';
import { tablesOf } from './report/tables.ts';
import type { Machine, Results, Row } from './results.ts';
import { surprisesIn } from './surprises.ts';

/** `npm run bench`. */
export const start = command(readOptions, bench);

/** Measures, prints the tables and writes the JSON. Answers an exit code: 1 where requests or writes are not what they must be. */
async function bench(options: Options, { root }: Start): Promise<number> {
  const results = await inTemporaryFolder((folder) => measureAll(options, root, folder));
  const tables = tablesOf(results).map(options.markdown ? markdownTable : textTable);
  process.stdout.write([`${circumstancesOf(results)}\n`, ...tables].join('\n'));
  const output = resolve(root, options.output ?? `tools/bench/results/${results.date}-${Date.now()}.json`);
  await mkdir(dirname(output), { recursive: true });
  await writeFile(output, `${JSON.stringify(results, null, 2)}\n`);
  const surprises = surprisesIn(results);
  tell(...surprises, `JSON: ${output}`);
  return surprises.length > 0 ? 1 : 0;
}

async function measureAll(options: Options, root: string, folder: string): Promise<Results> {
  const cli = await copyProgram(root, folder);
  const meter: Meter = {
    module: join(root, 'tools/bench/measure/usage.mjs'),
    file: join(folder, 'usage.json'),
  };

  const { sizes, runs, seed, profileShare } = options;
  const startUp = await measureStartUp({ cli, meter, folder });
  const rows: Row[] = [];
  for (const objects of sizes) {
    tell(`${objects} objects …`);
    rows.push(
      ...(await measureSize({
        objects,
        runs,
        seed,
        profileShare,
        cli,
        meter,
        folder: join(folder, String(objects)),
      })),
    );
  }
  const makespans = await measureMakespans(seed);
  const date = new Date().toISOString().slice(0, 10);
  const growth = growthOf(rows, startUp);
  return {
    formatVersion: 1,
    date,
    machine: machine(),
    runs,
    seed,
    profileShare,
    startUp,
    rows,
    growth,
    makespans,
  };
}

const machine = (): Machine => ({
  node: process.version,
  system: `${process.platform} ${process.arch}`,
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 1024 ** 3),
});

async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'cxform-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
