import type { JsonObject } from '../../../src/core/json.ts';

/** All that one Git holds: the manifests as values. */
export interface Centre {
  readonly skills: readonly SkillManifest[];
  readonly queues: readonly QueueManifest[];
  readonly profiles: readonly ProfileManifest[];
}

interface Named {
  readonly name: string;
  readonly formerly: readonly string[];
}

export interface ObjectManifest extends Named {
  readonly protect: boolean;
  readonly displayName?: string;
}

/** What a manifest leaves out is undefined, what it clears null. */
export interface SkillManifest extends ObjectManifest {
  readonly description?: string | null;
}

export interface QueueManifest extends ObjectManifest {
  readonly wrapUpSeconds?: number | null;
  readonly skills?: readonly { readonly skill: string; readonly level: number }[];
  readonly overflow?: Overflow | null;
  /** The overflow stands in a manifest of its own. */
  readonly rule?: RuleManifest;
}

export interface RuleManifest {
  readonly name: string;
  readonly protect: boolean;
}

export interface Overflow {
  readonly minutes: number;
  /** A queue's manifest; null clears it, and what is dropped may say nothing of it. */
  readonly target?: string | null;
}

export interface ProfileManifest extends Named {
  readonly agents: readonly Agent[];
  readonly queues: readonly string[];
  readonly routingProfileId?: string;
  readonly status?: string;
}

/** Somebody whom manifests select in one way. */
export interface Agent {
  /** The user's id. */
  readonly id: string;
  /** The last part of an address. */
  readonly member: string;
  readonly selector: string | { readonly id: string };
}

/** The queue outside Git that profiles may have. */
export const walkIn = 'Walk-in';

/** Where contacts that have waited go, or nowhere. */
export const actionOf = ({ target }: Overflow) =>
  typeof target === 'string' ? ('routeToQueue' as const) : ('drop' as const);

/** The manifests as a file. */
export function manifestsOf({ skills, queues, profiles }: Centre, roster: readonly JsonObject[]): string {
  return [
    document('Roster', { name: 'people' }, { agents: roster }),
    ...skills.map((skill) => {
      const { displayName, description } = skill;
      return document('Skill', objectMetadata(skill), { displayName, description });
    }),
    ...queues.flatMap(queueDocuments),
    ...profiles.map(({ name, formerly, agents, queues, ...others }) =>
      document(
        'RoutingProfile',
        { name, formerly },
        { agents: agents.map(({ selector }) => selector), queues: queues.map(reference), ...others },
      ),
    ),
  ].join('');
}

function queueDocuments(queue: QueueManifest): readonly string[] {
  const { name, displayName, wrapUpSeconds: seconds, skills, overflow, rule } = queue;
  const wrapUpTimeout = typeof seconds === 'number' ? `${seconds}s` : seconds;
  const spec = { displayName, channel: 'voice', wrapUpTimeout, skills };
  const part = overflow && {
    maxWaitTime: `${overflow.minutes}m`,
    action: actionOf(overflow),
    targetQueue: overflow.target,
  };
  if (!rule) return [document('Queue', objectMetadata(queue), { ...spec, overflow: part })];
  return [
    document('Queue', objectMetadata(queue), spec),
    document('OverflowRule', { ...rule }, { queue: name, ...part }),
  ];
}

const reference = (queue: string) => (queue === walkIn ? { external: walkIn } : queue);

const objectMetadata = ({ name, formerly, protect }: ObjectManifest) => ({ name, formerly, protect });

const document = (kind: string, metadata: object, spec: object) =>
  `---\n${JSON.stringify({ apiVersion: 'cxform/v1', kind, metadata, spec })}\n`;
