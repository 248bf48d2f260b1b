import type { Figure } from '../figure.ts';
import { growthMax } from '../growth.ts';
import type { Growth, Makespan, Results, Row, StartUp } from '../results.ts';
import type { Table } from './table.ts';

/** Everything that was found, for people. There is no growth where no tenant was ten times as large as another. */
export function tablesOf({ rows, growth, makespans, startUp }: Results): readonly Table[] {
  const tables = [commandsTable(rows), growthTable(growth), startUpTable(startUp), makespanTable(makespans)];
  return tables.filter((table) => table.rows.length > 0);
}

function commandsTable(rows: readonly Row[]): Table {
  const commands = [...new Set(rows.map(({ command }) => command))];
  return {
    title: 'Commands',
    columns: ['command', 'objects', 'requests', 'bound', 'writes', 'changes', 'CPU s', 'wall s', 'peak MiB'],
    rows: commands.flatMap((wanted) => rows.filter(({ command }) => command === wanted).map(commandCells)),
    note: '+: a routing profile is looked at once more right before it is written.',
  };
}

const commandCells = (row: Row): readonly string[] => [
  row.command,
  whole(row.objects),
  counted(row.requests),
  row.rereads > 0 ? `${whole(row.bound)} + ${whole(row.rereads)}` : whole(row.bound),
  counted(row.writes),
  whole(row.changes),
  row.cpuSeconds.median.toFixed(2),
  row.wallSeconds.median.toFixed(2),
  row.peakRssMb.median.toFixed(0),
];

function growthTable(growth: readonly Growth[]): Table {
  return {
    title: 'Ten times as many objects',
    columns: ['command', 'from', 'to', 'CPU ×', 'memory ×', `both ≤ ${growthMax}`],
    rows: growth.map(({ command, from, to, cpu, rss }) => [
      command,
      whole(from),
      whole(to),
      cpu.toFixed(1),
      rss.toFixed(1),
      cpu <= growthMax && rss <= growthMax ? 'yes' : 'no',
    ]),
    note: 'CPU above that of cxform --version, peak memory above that of node -e 0; medians.',
  };
}

function startUpTable({ version, node }: StartUp): Table {
  const cells = ({ cpuSeconds, wallSeconds, peakRssMb }: StartUp['node']) => [
    (cpuSeconds.median * 1000).toFixed(0),
    (wallSeconds.median * 1000).toFixed(0),
    peakRssMb.median.toFixed(0),
  ];
  const ratio = version.wallSeconds.median / node.wallSeconds.median;
  return {
    title: 'Starting',
    columns: ['program', 'CPU ms', 'wall ms', 'peak MiB'],
    rows: [
      ['node -e 0', ...cells(node)],
      ['cxform --version', ...cells(version)],
    ],
    note: `cxform takes ${ratio.toFixed(2)} times as long as Node by itself.`,
  };
}

function makespanTable(makespans: readonly Makespan[]): Table {
  return {
    title: 'An apply under a rate limit',
    columns: ['client', 'limit/min', 'writes', 'applied', '429s', 'ideal s', 'makespan s', 'of ideal'],
    rows: makespans.map((span) => [
      span.scenario,
      whole(span.requestsPerMinute),
      whole(span.writes),
      whole(span.applied),
      whole(span.refused),
      whole(span.idealSeconds),
      span.seconds.toFixed(1),
      (span.seconds / span.idealSeconds).toFixed(3),
    ]),
    note: 'Below 1: the tenant counts over a sliding minute, so that the first 50 may go at once.',
  };
}

/** One number, or the range where the runs differ. */
const counted = ({ min, max }: Figure) => (min === max ? whole(min) : `${whole(min)}–${whole(max)}`);

const whole = (number: number) => number.toLocaleString('en-US', { maximumFractionDigits: 0 });
