import type { ServiceRequest } from '../../../src/core/ports.ts';
import { queuesPath } from './tenant-double.ts';

/** A call that reads a list, one that reads an object, and one that writes. */
export const list: ServiceRequest = { method: 'GET', path: queuesPath };
export const read: ServiceRequest = { method: 'GET', path: `${queuesPath}/{id}`, params: { id: 'que_1' } };
export const create: ServiceRequest = {
  method: 'POST',
  path: queuesPath,
  body: { name: 'Billing', wrapUpTimeout: 30 },
};
