/** A Skill manifest; the spec and further metadata in YAML's flow style. */
export const skill = (name: string, spec: string, metadata?: string) =>
  manifest('Skill', name, spec, metadata);

/** A Queue manifest; the spec and further metadata in YAML's flow style. */
export const queue = (name: string, spec: string, metadata?: string) =>
  manifest('Queue', name, spec, metadata);

/** An OverflowRule manifest; the spec and further metadata in YAML's flow style. */
export const overflowRule = (name: string, spec: string, metadata?: string) =>
  manifest('OverflowRule', name, spec, metadata);

/** A Roster manifest; the spec in YAML's flow style. */
export const roster = (name: string, spec: string) => manifest('Roster', name, spec);

/** A RoutingProfile manifest; the spec and further metadata in YAML's flow style. */
export const routingProfile = (name: string, spec: string, metadata?: string) =>
  manifest('RoutingProfile', name, spec, metadata);

/** What an overflow to another queue says, inline or in a rule. */
export const route = (target: string, wait = '1m') =>
  `maxWaitTime: ${wait}, action: routeToQueue, targetQueue: ${target}`;

const manifest = (kind: string, name: string, spec: string, metadata = '') =>
  `---\napiVersion: cxform/v1\nkind: ${kind}\nmetadata: {name: ${name}, ${metadata}}\nspec: ${spec}\n`;
