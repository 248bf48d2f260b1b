import fc, { type Arbitrary } from 'fast-check';
import { ArbitraryValues, anyJson, type KnownStrings } from './arbitrary-values.ts';
import { type DescribedOperation, type OpenApi, operationsOf } from './described.ts';

/** A call as a test makes it. */
export interface ArbitraryCall {
  readonly operationId: string;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly body?: unknown;
}

/** Calls of every operation, with ids, queries and bodies right and wrong. */
export function arbitraryCalls(document: OpenApi, strings: KnownStrings): Arbitrary<ArbitraryCall> {
  const values = new ArbitraryValues(document, strings);
  const calls = operationsOf(document).map((described) => {
    // Bodies have more ways to be wrong.
    const weight = described.operation.requestBody ? 3 : 1;
    return { weight, arbitrary: arbitraryCall(described, values) };
  });
  return fc.oneof(...calls);
}

function arbitraryCall(described: DescribedOperation, values: ArbitraryValues): Arbitrary<ArbitraryCall> {
  const { method, operation } = described;
  const schema = operation.requestBody?.content['application/json']?.schema;
  return fc.record({
    operationId: fc.constant(operation.operationId),
    method: fc.constant(method),
    target: target(described, values),
    ...(schema !== undefined && {
      body: fc.oneof(
        { weight: 5, arbitrary: values.right(schema) },
        { weight: 4, arbitrary: values.broken(schema) },
        { weight: 1, arbitrary: anyJson },
      ),
    }),
  });
}

function target({ path, parameters }: DescribedOperation, values: ArbitraryValues): Arbitrary<string> {
  const query = parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, schema }) => fc.option(values.text(schema).map((text): [string, string] => [name, text])));
  return fc.tuple(values.idFor(path), fc.tuple(...query)).map(([id, pairs]) => {
    const asked = new URLSearchParams(pairs.filter((pair) => pair !== null));
    return `${path.replace('{id}', () => encodeURIComponent(id))}?${asked}`;
  });
}
