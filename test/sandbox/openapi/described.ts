/** An OpenAPI document, as far as tests look into it. */
export interface OpenApi {
  readonly paths: { readonly [path: string]: PathItem };
  readonly components: {
    readonly schemas: { readonly [name: string]: JsonSchema };
    readonly responses: { readonly [name: string]: ResponseObject };
    readonly securitySchemes: {
      readonly [name: string]: {
        readonly flows: {
          readonly clientCredentials: { readonly scopes: { readonly [scope: string]: string } };
        };
      };
    };
  };
}

export interface OperationObject {
  readonly operationId: string;
  readonly description: string;
  readonly security: readonly { readonly [scheme: string]: readonly string[] }[];
  readonly parameters?: readonly ParameterObject[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: { readonly [status: string]: ResponseObject | Reference };
}

export interface ParameterObject {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

export interface ResponseObject {
  readonly headers?: {
    readonly [name: string]: { readonly required?: boolean; readonly schema: JsonSchema };
  };
  readonly content?: Content;
}

export type Content = { readonly [type: string]: { readonly schema: JsonSchema } };

export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

type PathItem = { readonly parameters?: readonly ParameterObject[] } & {
  readonly [method in Method]?: OperationObject;
};

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

interface Reference {
  readonly $ref: string;
}

/** One operation with all that the document says of it. */
export interface DescribedOperation {
  readonly method: string;
  /** With `{id}` where an id stands. */
  readonly path: string;
  readonly operation: OperationObject;
  /** Those of the path too. */
  readonly parameters: readonly ParameterObject[];
}

/** Every operation of a document, in its order. */
export function operationsOf(document: OpenApi): readonly DescribedOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) => {
    const { parameters: shared = [], ...methods } = item;
    return Object.entries(methods).map(([method, operation]) => {
      const parameters = [...shared, ...(operation.parameters ?? [])];
      return { method: method.toUpperCase(), path, operation, parameters };
    });
  });
}

/** The response to a status; undefined where the document has none. */
export function responseTo(
  document: OpenApi,
  operation: OperationObject,
  status: number | string,
): ResponseObject | undefined {
  const response = operation.responses[status];
  if (!response || !('$ref' in response)) return response;
  return document.components.responses[response.$ref.replace('#/components/responses/', '')];
}
