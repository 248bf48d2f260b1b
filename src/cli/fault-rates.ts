import { type Diagnostic, error } from '../core/diagnostic.ts';
import { didYouMean } from '../core/did-you-mean.ts';

interface FaultRates<Kind> {
  /** From 0 to 1. */
  readonly rates: ReadonlyMap<Kind, number>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Every kind of fault shares the rate that is given for this. */
const every = 'all';

/** Reads `KIND:RATE` as often as it was given; rates of one kind add up. */
export function readFaultRates<Kind extends string>(
  given: readonly string[],
  kinds: readonly Kind[],
): FaultRates<Kind> {
  const rates = new Map<Kind, number>();
  const diagnostics: Diagnostic[] = [];
  for (const text of given) {
    const colon = text.lastIndexOf(':');
    const name = text.slice(0, Math.max(colon, 0));
    const rate = colon < 0 ? undefined : readRate(text.slice(colon + 1));
    const named = name === every ? kinds : kinds.filter((kind) => kind === name);
    if (rate === undefined) diagnostics.push(notARate(text));
    else if (named.length === 0) diagnostics.push(unknownKind(name, kinds));
    else for (const kind of named) rates.set(kind, (rates.get(kind) ?? 0) + rate / named.length);
  }
  const total = [...rates.values()].reduce((sum, rate) => sum + rate, 0);
  // A sum of fractions may miss 1 by a little.
  if (total > 1 + 1e-9) diagnostics.push(tooMuch(total));
  return { rates, diagnostics };
}

/** `0.2` or `20%` as 0.2; undefined for what is no share of the whole. */
function readRate(text: string): number | undefined {
  const match = /^(\d{1,3}(?:\.\d{1,9})?)(%?)$/.exec(text);
  if (!match) return undefined;
  const rate = Number(match[1]) / (match[2] === '%' ? 100 : 1);
  return rate <= 1 ? rate : undefined;
}

function notARate(text: string): Diagnostic {
  return error({
    code: 'USAGE',
    summary: `--fault ${text} is no kind of fault with its rate`,
    hint: 'Write KIND:RATE, with a rate from 0 to 1 or in percent: --fault 500:20%',
  });
}

function unknownKind(name: string, kinds: readonly string[]): Diagnostic {
  const { hint } = didYouMean(name, [...kinds, every]);
  const all = `There are ${kinds.join(', ')}, and ${every} for all of them`;
  return error({
    code: 'USAGE',
    summary: `--fault ${name} is no kind of fault`,
    hint: hint === undefined ? all : `${hint} ${all}`,
  });
}

function tooMuch(total: number): Diagnostic {
  return error({
    code: 'USAGE',
    summary: `The rates of all faults add up to ${Math.round(total * 100)}%`,
    hint: 'A request has one fault at most: keep the sum of all --fault at 100% or below',
  });
}
