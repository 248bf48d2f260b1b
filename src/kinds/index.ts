import type { ObjectKind } from '../core/kind.ts';
import { queue } from './routing/queue/queue.ts';
import { skill } from './routing/skill/skill.ts';

/** Every kind that cxform knows. A new kind is a folder of its own and a line here. */
export const kinds: readonly ObjectKind[] = [skill, queue];
