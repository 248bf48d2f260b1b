import { Worker } from 'node:worker_threads';
import { command, type Start } from '../../../tools/command.ts';
import { type Options, readOptions } from './options.ts';
import { addFigures, type Figures, noFigures } from './report/figures.ts';
import { figuresText } from './report/figures-text.ts';
import type { Failure, Message, Work } from './worker.ts';

/** `npm run simulate`. */
export const start = command(readOptions, simulate);

/** Runs the swarm on all cores and prints figures, and what failed as small as it can be. Answers an exit code: 1 where anything did. */
async function simulate(options: Options, { words }: Start): Promise<number> {
  const { runs, seed, faults, workers } = options;
  const figures = noFigures();
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1_000;
  const hear = (message: Message) => {
    if ('failure' in message) process.stdout.write(failureText(message.failure, words));
    else {
      addFigures(figures, message.figures);
      progress(figures, runs, seconds());
    }
  };
  const works = Array.from({ length: Math.min(workers, runs) }, (_, index): Work => {
    return { from: seed + index, before: seed + runs, step: Math.min(workers, runs), faults };
  });
  await Promise.all(works.map((work) => workIn(work, hear)));
  process.stdout.write(`\n${figuresText(figures, seconds())}`);
  return figures.violations > 0 || figures.runs === 0 ? 1 : 0;
}

function workIn(work: Work, hear: (message: Message) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: work });
    worker.on('message', hear);
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}

function failureText({ seed, violations, smallest }: Failure, words: readonly string[]): string {
  const faults = words.includes('--faults') ? ` --faults ${words[words.indexOf('--faults') + 1]}` : '';
  return [
    `\nseed ${seed} fails; npm run simulate -- --replay ${seed}${faults}`,
    ...violations.map(({ oracle, says }) => `  ${oracle}: ${says}`),
    'as small as it gets, for a file in test/simulation/regressions/:',
    `${JSON.stringify(smallest)}\n`,
  ].join('\n');
}

function progress({ runs, violations }: Figures, of: number, seconds: number): void {
  const rate = Math.round(runs / seconds);
  process.stderr.write(`\r${runs} of ${of} runs, ${violations} violations, ${rate} runs/s `);
}
