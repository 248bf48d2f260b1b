import type { Kind } from '../core/kind.ts';
import { agent } from './people/agent.ts';
import { roster } from './people/roster/roster.ts';
import { overflowRule } from './routing/overflow-rule/overflow-rule.ts';
import { queue } from './routing/queue/queue.ts';
import { routingProfile } from './routing/routing-profile/routing-profile.ts';
import { skill } from './routing/skill/skill.ts';

/** Every kind that cxform knows. A new kind is a folder of its own and a line here. */
export const kinds: readonly Kind[] = [skill, queue, overflowRule, routingProfile, roster, agent];
