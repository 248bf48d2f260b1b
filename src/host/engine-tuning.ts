import { setFlagsFromString } from 'node:v8';

/**
 * Tells V8 to optimize less: a command lives for seconds, and what it optimizes by default it seldom runs long enough to repay. Planning
 * 10,000 objects takes a sixth less CPU so. Asked for only where it was measured: another V8 may not know the flags, and says so aloud.
 */
export function tuneEngine(nodeVersion: string): void {
  if (!nodeVersion.startsWith('20.')) return;
  setFlagsFromString('--interrupt-budget=350000');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=150');
}
