import {
  type Content,
  type DescribedOperation,
  type OpenApi,
  operationsOf,
  responseTo,
} from './described.ts';
import { Schemas } from './schemas.ts';

/** A request and its answer as they went over the wire. */
export interface Exchange {
  readonly request: Request;
  /** The request's body; empty where there was none. */
  readonly sent: Uint8Array;
  readonly response: Response;
  /** The response's body. */
  readonly answered: string;
}

/** Codes of 400 for what JSON Schema cannot say: which ids there are, that none is there twice, whose a page token is. */
const BEYOND_SCHEMAS = ['unknown_id', 'duplicate_skill', 'duplicate_queue', 'invalid_page_token'];

/** Nor can it say how deep a body may be nested. */
const DEPTH_MAX = 100;

/** Holds what a sandbox takes and answers to its OpenAPI document. */
export class Conformance {
  readonly #document: OpenApi;
  readonly #operations: readonly DescribedOperation[];
  readonly #schemas: Schemas;

  constructor(document: OpenApi) {
    this.#document = document;
    this.#operations = operationsOf(document);
    this.#schemas = new Schemas(document);
  }

  /** Where the document and the sandbox disagree, in sentences. */
  disagreements(exchange: Exchange): readonly string[] {
    const { pathname, searchParams } = new URL(exchange.request.url);
    const described = this.#operations.find(
      ({ method, path }) => method === exchange.request.method && patternOf(path).test(pathname),
    );
    if (!described) return this.#undescribedProblems(exchange);
    const forbidden = [
      ...this.#queryProblems(described, searchParams),
      ...this.#bodyProblems(described, exchange),
    ];
    const judged = forbidden.length > 0 ? forbiddenProblems(exchange, forbidden) : allowedProblems(exchange);
    return [...this.#answerProblems(described, exchange), ...judged];
  }

  /** What the document does not have is not there. */
  #undescribedProblems(exchange: Exchange): readonly string[] {
    const { status } = exchange.response;
    if (status !== 404) return [`answers ${status} to a call that is not described`];
    return this.#contentProblems(this.#document.components.responses.NotFound?.content, exchange);
  }

  #queryProblems({ parameters }: DescribedOperation, query: URLSearchParams): readonly string[] {
    return parameters
      .filter((parameter) => parameter.in === 'query')
      .flatMap(({ name, required, schema }) => {
        const text = query.get(name);
        if (text === null) return required ? [`${name} is missing`] : [];
        return this.#schemas.problemsOfText(name, text, schema);
      });
  }

  #bodyProblems({ operation }: DescribedOperation, { request, sent }: Exchange): readonly string[] {
    if (!operation.requestBody) return [];
    const type = request.headers.get('content-type');
    const described = operation.requestBody.content[mediaType(type)];
    if (!described) return [`the body is of type ${type}`];
    const body = parsed(sent);
    return body ? this.#schemas.problems('the body', body.json, described.schema) : ['the body is no JSON'];
  }

  #answerProblems({ operation }: DescribedOperation, exchange: Exchange): readonly string[] {
    const { status, headers } = exchange.response;
    const described = responseTo(this.#document, operation, status);
    if (!described) return [`answers ${status}, which is not described`];
    const headerProblems = Object.entries(described.headers ?? {}).flatMap(([name, { schema }]) =>
      this.#schemas.problemsOfText(name, headers.get(name) ?? '', schema),
    );
    return [...headerProblems, ...this.#contentProblems(described.content, exchange)];
  }

  #contentProblems(content: Content | undefined, { response, answered }: Exchange): readonly string[] {
    if (!content) return answered === '' ? [] : ['the answer has a body, and none is described'];
    const type = response.headers.get('content-type');
    const described = content[mediaType(type)];
    if (!described) return [`the answer is of type ${type}, which is not described`];
    const body = parsed(answered);
    return body
      ? this.#schemas.problems('the answer', body.json, described.schema)
      : ['the answer is no JSON'];
  }
}

function forbiddenProblems({ response }: Exchange, forbidden: readonly string[]): readonly string[] {
  return response.status >= 400 ? [] : [`answers ${response.status} where ${forbidden.join(', and ')}`];
}

/** A request that the document allows can still be refused, but not because of what it is. */
function allowedProblems({ response, sent, answered }: Exchange): readonly string[] {
  if (response.status !== 400 || isTooDeep(sent)) return [];
  const { errors }: { errors: readonly { code: string; message: string }[] } = JSON.parse(answered);
  return errors
    .filter(({ code }) => !BEYOND_SCHEMAS.includes(code))
    .map(({ code, message }) => `answers 400 to what is allowed: ${code} (${message})`);
}

function isTooDeep(sent: Uint8Array): boolean {
  let nested = [parsed(sent)?.json].filter(isStructured);
  for (let depth = 0; depth < DEPTH_MAX; depth++) {
    nested = nested.flatMap((value) => Object.values(value)).filter(isStructured);
  }
  return nested.length > 0;
}

function isStructured(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function parsed(body: Uint8Array | string): { readonly json: unknown } | undefined {
  try {
    const text = typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body);
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** A content type without its parameters. */
function mediaType(contentType: string | null): string {
  return (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}
