import { InvalidArgumentError, Option } from 'commander';
import { type Address, byCodeUnit, parseAddress } from '../core/address.ts';
import { parseDuration } from '../core/time/duration.ts';

/** Of every command that asks before it goes on. */
export const autoApprove = new Option('--auto-approve', 'go on without asking');

/** Reads a whole number. */
export function wholeNumber(min: number): (text: string) => number {
  return (text) => {
    if (/^\d{1,9}$/.test(text) && Number(text) >= min) return Number(text);
    throw new InvalidArgumentError(`It must be a whole number from ${min}.`);
  };
}

/** Of every command that may delete. */
export const allowDeletes = new Option(
  '--allow-deletes <n>',
  'delete up to n objects, whatever the guard says',
).argParser(wholeNumber(0));

/** Reads a duration such as `30s` as milliseconds. */
export function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new InvalidArgumentError('A duration has a unit: 50ms, 2s, 1m30s.');
  return ms;
}

/** Reads an address. */
export function oneAddress(text: string): Address {
  const address = parseAddress(text);
  if (address === undefined) {
    throw new InvalidArgumentError('An address is Kind/name, or Kind/name/member: Queue/billing.');
  }
  return address;
}

/** Reads one more of the addresses of an option that may be repeated, and that may have stood there without any: each once, sorted. */
export function furtherAddress(text: string, before: readonly Address[] | true = []): readonly Address[] {
  const known = before === true ? [] : before;
  return [...new Set([...known, oneAddress(text)])].sort(byCodeUnit);
}

/** Reads the name of a single Tenant. */
export function oneTenant(text: string): string {
  if (text === 'all') throw new InvalidArgumentError('It must be the name of one Tenant.');
  return text;
}

/** Reads what must not be empty. */
export function someText(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
}

/** Why a command that works on one Tenant does not take all of them; undefined for a name. */
export function refuseAll(name: string): string | undefined {
  return name === 'all' ? 'This command works on one Tenant at a time' : undefined;
}
