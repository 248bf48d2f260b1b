/** A contact centre: what Git declares of it, with the ids that the tenant gave. */
export interface Centre {
  readonly skills: readonly Skill[];
  readonly queues: readonly Queue[];
  readonly teams: readonly Team[];
  /** Each is in one team and has a routing profile. */
  readonly agents: readonly Agent[];
  /** Users of the tenant whom Git does not declare. */
  readonly others: readonly User[];
}

export interface Skill {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly description?: string;
}

export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly channel: string;
  readonly wrapUpSeconds: number;
  readonly skills: readonly { readonly skill: string; readonly level: number }[];
  readonly overflow?: Overflow;
}

export interface Overflow {
  readonly minutes: number;
  /** The name of a queue of the same channel. */
  readonly target: string;
  /** Stands in an OverflowRule and not in the queue's own manifest. */
  readonly asRule: boolean;
}

/** The agents of one RoutingProfile manifest. */
export interface Team {
  readonly name: string;
  readonly queues: readonly string[];
}

export interface User {
  readonly id: string;
  readonly name: string;
}

export interface Agent extends User {
  readonly team: string;
  /** The Roster knows the id, else the e-mail alone. */
  readonly byId: boolean;
}

/** What a user's e-mail is, in the Roster and in the tenant. */
export const emailOf = ({ name }: User): string => `${name}@bench.example`;

/** The routing objects that Git declares: skills, queues and a routing profile for each agent. */
export const objectCount = ({ skills, queues, agents }: Centre): number =>
  skills.length + queues.length + agents.length;
