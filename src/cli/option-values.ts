import { InvalidArgumentError } from 'commander';
import { type Address, byCodeUnit, parseAddress } from '../core/address.ts';

/** Reads a whole number. */
export function wholeNumber(min: number): (text: string) => number {
  return (text) => {
    if (/^\d{1,9}$/.test(text) && Number(text) >= min) return Number(text);
    throw new InvalidArgumentError(`It must be a whole number from ${min}.`);
  };
}

/** Reads an address. */
export function oneAddress(text: string): Address {
  const address = parseAddress(text);
  if (address === undefined) {
    throw new InvalidArgumentError('An address is Kind/name, or Kind/name/member: Queue/billing.');
  }
  return address;
}

/** Reads one more of the addresses of an option that may be repeated: each once, sorted. */
export function furtherAddress(text: string, before: readonly Address[] = []): readonly Address[] {
  return [...new Set([...before, oneAddress(text)])].sort(byCodeUnit);
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
