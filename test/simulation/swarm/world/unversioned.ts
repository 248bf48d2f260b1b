import { isArray, isObject, type Json } from '../../../../src/core/json.ts';
import { objectIn, type State } from './state.ts';
import type { Message, TenantAnswer } from './tenant.ts';

/** A write as a tenant without versions takes it: whatever the object's version is, it fits. */
export function withVersion<Asked extends Pick<Message, 'method' | 'path' | 'body'>>(
  asked: Asked,
  state: State,
): Asked {
  const { method, path, body = '{}' } = asked;
  const id = decodeURIComponent(path.slice(path.lastIndexOf('/') + 1).replace(/\?.*/, ''));
  const version = objectIn(state, id)?.version;
  if (version === undefined) return asked;
  if (method === 'PATCH') return { ...asked, body: JSON.stringify({ ...JSON.parse(body), version }) };
  return method === 'DELETE' ? { ...asked, path: `${path.replace(/\?.*/, '')}?version=${version}` } : asked;
}

/** An answer as a tenant without versions gives it. */
export function withoutVersions(answer: TenantAnswer): TenantAnswer {
  if (answer.status >= 300 || answer.text === '') return answer;
  return { ...answer, text: JSON.stringify(stripped(JSON.parse(answer.text))) };
}

function stripped(value: Json): Json {
  if (isArray(value)) return value.map(stripped);
  if (!isObject(value)) return value;
  const { version: _, ...members } = value;
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, stripped(member)]));
}
