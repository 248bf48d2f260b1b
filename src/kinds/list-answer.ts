import type { ListAnswer } from '../core/read-call.ts';

/** How the tenant's lists answer (contract §1, Lists: readers accept either key). */
export const listAnswer: ListAnswer = { elements: ['entities', 'items'], id: 'id' };
