import { blockedPorts } from './blocked-ports.ts';
import { isThisMachine } from './this-machine.ts';

/** Why a text cannot be the URL of an endpoint, in words that go behind "it"; undefined where it can (contract §1). */
export function endpointUrlFault(text: string): string | undefined {
  if (!URL.canParse(text)) return 'is no URL';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    return 'holds credentials, which belong into spec.credentials';
  if (url.search !== '' || url.hash !== '') return 'has a query or a fragment';
  const isPrivate = url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url.hostname));
  if (!isPrivate) return 'is not https, so that tokens would travel in the clear';
  return blockedPorts.has(Number(url.port)) ? 'has a port that belongs to another protocol' : undefined;
}
