import type { SignIn } from '../../core/inspection.ts';
import { isObject, type Json } from '../../core/json.ts';
import type { ResolvedEndpoint } from '../endpoints/endpoint.ts';
import { failure } from '../errors/failure.ts';
import type { Answer } from '../wire/answer.ts';
import type { Asked } from '../wire/asked.ts';
import { readAnswer } from '../wire/read-answer.ts';
import type { Outgoing } from '../wire/transport.ts';

/** What of an endpoint a token depends on. */
export type TokenEndpoint = Pick<
  ResolvedEndpoint,
  'service' | 'tokenUrl' | 'tokenBody' | 'scopes' | 'clientId' | 'clientSecret'
>;

/** A token as the tenant gave it. */
export interface GrantedToken extends SignIn {
  readonly value: string;
}

const timeoutMs = 10_000;
/** No tenant means more than a day. */
const lifeMsMax = 24 * 60 * 60 * 1_000;

/** The request for a token by client credentials, its deadline 10 s (contract §1, Tokens). */
export function tokenRequest(endpoint: TokenEndpoint, sensitive: Asked['sensitive']): Outgoing {
  const grant = {
    grant_type: 'client_credentials',
    client_id: endpoint.clientId,
    client_secret: endpoint.clientSecret.reveal(),
  };
  const body =
    endpoint.tokenBody === 'json'
      ? grant
      : new URLSearchParams({ ...grant, scope: endpoint.scopes.join(' ') });
  const asked: Asked = {
    service: endpoint.service,
    purpose: 'sign-in',
    method: 'POST',
    url: new URL(endpoint.tokenUrl),
    scopes: endpoint.scopes,
    isHostKnown: false,
    isById: false,
    sensitive,
  };
  return { asked, headers: { accept: 'application/json' }, body, timeoutMs };
}

/** Reads `{access_token, expires_in, token_type?, scope?}`. Throws ApiError: UNAUTHORIZED for a 400 too, UNREADABLE for another shape. */
export function readToken(asked: Asked, answer: Answer): GrantedToken {
  const { status, body } = readAnswer(asked, answer);
  const {
    access_token: value,
    expires_in: lifeSeconds,
    token_type: type,
    scope,
  } = isObject(body) ? body : {};
  if (isHeaderText(value) && isLife(lifeSeconds) && isBearer(type)) {
    const scopes = typeof scope === 'string' ? scope.split(/\s+/).filter(Boolean) : undefined;
    return { value, lifeMs: Math.min(lifeMsMax, lifeSeconds * 1_000), scopes };
  }
  throw failure(asked, {
    code: 'UNREADABLE',
    status,
    says: 'answered without a usable access_token, expires_in and, if any, token_type bearer',
  });
}

const isHeaderText = (value: Json | undefined): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);

const isLife = (value: Json | undefined): value is number => typeof value === 'number' && value > 0;

const isBearer = (type: Json | undefined) =>
  type === undefined || type === null || (typeof type === 'string' && type.toLowerCase() === 'bearer');
