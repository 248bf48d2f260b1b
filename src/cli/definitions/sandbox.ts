import { InvalidArgumentError, Option } from 'commander';
import type { CommandDefinition } from '../command-definition.ts';
import type { SandboxCommandOptions } from '../commands/sandbox.ts';
import { duration, someText } from '../option-values.ts';

/** The longest number that options take has nine digits. */
const NUMBER_MAX = 999_999_999;

/** A tenant to try things with. */
export const sandboxCommands: readonly CommandDefinition[] = [
  {
    name: 'sandbox',
    description: 'serve a tenant to try things with, on this machine',
    options: [
      new Option('--state <file>', 'the file that holds the tenant; made by the first write')
        .argParser(someText)
        .makeOptionMandatory(),
      new Option('--port <n>', '0 for any that is free').argParser(wholeNumberFrom(0, 65_535)).default(0),
      new Option('--latency <duration>', 'how long each answer takes, such as 50ms').argParser(duration),
      new Option('--rate-limit <n/min>', 'requests a minute on each endpoint, such as 50/min').argParser(
        perMinute,
      ),
      new Option('--page-size <n>', 'the most that a page of a list has').argParser(wholeNumberFrom(1, 100)),
      new Option(
        '--fault <kind:rate>',
        'what goes wrong how often, such as 500:20%; may be repeated; all:20% for every kind (docs/sandbox.md)',
      ).argParser(further),
      new Option('--seed <n>', 'the same ids and the same faults each time').argParser(
        wholeNumberFrom(0, NUMBER_MAX),
      ),
    ],
    examples: [
      'cxform sandbox --state tenant.json',
      'cxform sandbox --state tenant.json --port 4010 --latency 50ms --rate-limit 50/min',
      'cxform sandbox --state tenant.json --fault all:20% --seed 7',
    ],
    refuseTenant: () => 'A sandbox is no Tenant of a file',
    run: async (session, values) => {
      const [{ sandboxCommand }, parts] = await Promise.all([
        import('../commands/sandbox.ts'),
        import('../serve-sandbox.ts'),
      ]);
      return sandboxCommand(session, values as SandboxCommandOptions, parts);
    },
  },
];

function wholeNumberFrom(min: number, max: number): (text: string) => number {
  return (text) => {
    if (/^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max) return Number(text);
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

function perMinute(text: string): number {
  const number = /^([1-9]\d{0,8})\/min$/.exec(text)?.[1];
  if (number === undefined) {
    throw new InvalidArgumentError(`It must be requests a minute, from 1/min to ${NUMBER_MAX}/min: 50/min.`);
  }
  return Number(number);
}

function further(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
