import { address } from '../core/address.ts';
import { type Diagnostic, error, type Source } from '../core/diagnostic.ts';
import type { Declaration } from './declaration.ts';
import { placeText } from './locate.ts';

/** Two documents of one kind and name: the later one is reported. */
export function duplicateName({ kind: { kind }, name, source }: Declaration, first: Source): Diagnostic {
  return error({
    code: 'DUPLICATE_NAME',
    summary: `There are two manifests ${kind}/${name}`,
    detail: `The first is at ${placeText(first)}`,
    hint: 'Remove one of the two, or give it another metadata.name',
    address: address(kind, name),
    source,
  });
}
