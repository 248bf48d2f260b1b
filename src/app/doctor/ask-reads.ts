import { ApiError } from '../../core/api-error.ts';
import { isArray, isObject, type Json } from '../../core/json.ts';
import type { Service } from '../../core/ports.ts';
import type { ListAnswer } from '../../core/read-call.ts';
import type { KnownRead } from './reads-of.ts';

/** How a call that reads went. */
export type Reading = { readonly read: KnownRead } & (
  | { readonly how: 'answered'; readonly firstId?: string | undefined }
  /** Answered with something else than was asked for. */
  | { readonly how: 'unlike'; readonly says: string }
  | { readonly how: 'refused'; readonly error: ApiError }
  | { readonly how: 'skipped'; readonly why: string }
);

/** Asks each call once: all that need no id together, then those that take one from a list. The readings have the order of `reads`. */
export async function askReads(service: Service, reads: readonly KnownRead[]): Promise<readonly Reading[]> {
  const readings = new Map<KnownRead, Reading>();
  const askAll = async (chosen: readonly KnownRead[], ask: (read: KnownRead) => Promise<Reading>) => {
    const answers = await Promise.all(chosen.map(ask));
    for (const reading of answers) readings.set(reading.read, reading);
  };
  await askAll(
    reads.filter(({ idFrom }) => idFrom === undefined),
    (read) => askOne(service, read),
  );
  const lists = [...readings.values()];
  await askAll(
    reads.filter(({ idFrom }) => idFrom !== undefined),
    (read) => askWithId(service, read, lists),
  );
  return reads.flatMap((read) => readings.get(read) ?? []);
}

async function askWithId(service: Service, read: KnownRead, lists: readonly Reading[]): Promise<Reading> {
  const list = lists.find((one) => one.read.path === read.idFrom);
  if (list?.how !== 'answered') return { read, how: 'skipped', why: `${read.idFrom} gave no id to ask for` };
  if (list.firstId === undefined) {
    return { read, how: 'skipped', why: `${read.idFrom} is empty: there is nothing to ask for` };
  }
  return askOne(service, read, list.firstId);
}

async function askOne(service: Service, read: KnownRead, id?: string): Promise<Reading> {
  const { path, query, needs, answer } = read;
  if (needs !== undefined) return { read, how: 'skipped', why: `it needs ${needs}` };
  const params = id === undefined ? {} : { [/\{(\w+)\}/.exec(path)?.[1] ?? '']: id };
  try {
    const { body } = await service.request({ method: 'GET', path, params, ...(query && { query }) });
    return { read, ...(answer === 'object' ? asObject(body) : asList(body, answer)) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { read, how: 'refused', error };
  }
}

type Answered =
  | { readonly how: 'answered'; readonly firstId?: string | undefined }
  | { readonly how: 'unlike'; readonly says: string };

const asObject = (body: Json | undefined): Answered =>
  isObject(body) ? { how: 'answered' } : { how: 'unlike', says: 'answered with no JSON object' };

function asList(body: Json | undefined, { elements, id }: ListAnswer): Answered {
  const list = isObject(body) ? elements.map((key) => body[key]).find((member) => member !== undefined) : [];
  if (!isObject(body) || !isArray(list)) {
    return { how: 'unlike', says: `answered with no list in ${elements.join(' or ')}` };
  }
  const [first] = list;
  const firstId = isObject(first) ? first[id] : undefined;
  const isId = typeof firstId === 'string' || typeof firstId === 'number';
  if (first !== undefined && !isId) return { how: 'unlike', says: `answered with an element without ${id}` };
  return { how: 'answered', ...(isId && { firstId: String(firstId) }) };
}
