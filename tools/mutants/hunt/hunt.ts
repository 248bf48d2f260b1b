import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { checkRun } from '../../../test/simulation/swarm/check-run.ts';
import { drawRun } from '../../../test/simulation/swarm/draw/draw-run.ts';
import type { Finding, Hunt } from './finding.ts';

/** A run takes some hundredths of a second of the processor's time: one that takes so long goes round in a circle. */
const cpuMsMax = 20_000;
const lookEveryMs = 500;
const memoryMbMax = 1_500;

/** One run in so many is run twice, as in the simulation itself. */
const twiceEvery = 25;

/** Runs one seed after the other in a thread, and answers whoever has started this process. */
function watch(): void {
  process.once('message', (hunt: Hunt) => {
    let runs = 0;
    let beganAt = process.cpuUsage();
    const thread = new Worker(new URL(import.meta.url), {
      workerData: hunt,
      resourceLimits: { maxOldGenerationSizeMb: memoryMbMax },
    });
    const end = (finding: Finding) => process.send?.(finding, () => process.exit(0));
    const kill = (oracle: string, says: string) => end({ runs: runs + 1, kill: { oracle, says } });
    thread.on('message', (message: 'next' | Finding) => {
      if (message !== 'next') return end(message);
      runs++;
      beganAt = process.cpuUsage();
    });
    thread.on('error', (thrown) => kill('bug', thrown.stack ?? thrown.message));
    setInterval(() => {
      const { user, system } = process.cpuUsage(beganAt);
      const ms = (user + system) / 1_000;
      if (ms > cpuMsMax) kill('limit', `a run takes more than ${cpuMsMax} ms of the processor's time`);
    }, lookEveryMs);
  });
}

async function hunt({ seeds, faults }: Hunt): Promise<Finding> {
  for (const [index, seed] of seeds.entries()) {
    const { violations } = await checkRun(drawRun(seed, faults), seed % twiceEvery === 0);
    const [first] = violations;
    if (first) return { runs: index + 1, kill: first };
    parentPort?.postMessage('next');
  }
  return { runs: seeds.length };
}

if (isMainThread) watch();
else parentPort?.postMessage(await hunt(workerData as Hunt));
