import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { isObject } from './json.ts';
import { withMembersInOrder } from './members-in-order.ts';

/**
 * JSON in the one form of RFC 8785: equal values give equal text. Members that are undefined are left out. RFC 8785 knows no text
 * with half a surrogate pair, and a name in a tenant can hold one: it is written as its escape.
 */
export function canonicalJson(value: unknown): string {
  const inOrder = withMembersInOrder(value);
  // Of a value whose members are in order, JavaScript's own JSON is that form already.
  if (inOrder !== undefined) return JSON.stringify(inOrder);
  try {
    return canonicalize(value) ?? 'null';
  } catch {
    return canonicalize(withEscapedHalves(value)) ?? 'null';
  }
}

function withEscapedHalves(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, member: unknown) => {
    if (typeof member === 'string') return escapeHalves(member);
    if (!isObject(member)) return member;
    return Object.fromEntries(Object.entries(member).map(([key, inner]) => [escapeHalves(key), inner]));
  });
}

const escapeHalves = (text: string) =>
  text.replace(/\p{Cs}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);

/** SHA-256 of text or bytes as lower-case hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** SHA-256 of a value's canonical JSON. */
export function digest(value: unknown): string {
  return sha256(canonicalJson(value));
}
