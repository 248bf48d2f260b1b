import { fork } from 'node:child_process';
import type { Finding, Hunt } from './finding.ts';

/** Hunts with a bundle in a process of its own. A process that dies of it has shown a bug. */
export function startHunt(bundle: string, hunt: Hunt): Promise<Finding> {
  return new Promise((resolve, reject) => {
    const child = fork(bundle, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    child.once('message', (finding) => resolve(finding as Finding));
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      resolve({
        runs: 1,
        kill: { oracle: 'bug', says: `the process ended with ${code ?? signal}: ${said}` },
      }),
    );
    child.send(hunt);
  });
}
