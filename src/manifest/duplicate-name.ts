import { address } from '../core/address.ts';
import { type Diagnostic, error, type Source } from '../core/diagnostic.ts';
import { placeText } from './locate.ts';
import type { Declaration } from './read-document.ts';

/** Two documents of one kind and name: the later one is reported. */
export function duplicateName({ kind, name, source }: Declaration, first: Source): Diagnostic {
  return error({
    code: 'DUPLICATE_NAME',
    summary: `There are two manifests ${kind}/${name}`,
    detail: `The first is at ${placeText(first)}`,
    address: address(kind, name),
    source,
  });
}
