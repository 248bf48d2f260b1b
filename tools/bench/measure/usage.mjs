// Loaded before the program with `--import`: what the process used, written to a file when it ends.
import { readFileSync, writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const used = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakRssMb: peakKb() / 1024 };
  writeFileSync(process.env.BENCH_USAGE_FILE, JSON.stringify(used));
});

/** Linux may count the memory of the process that started this one into maxRSS; the peak in /proc is this program's own. */
function peakKb() {
  try {
    return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
