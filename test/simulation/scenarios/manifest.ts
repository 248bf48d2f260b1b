/** A Skill manifest; the spec in YAML's flow style. */
export const skill = (name: string, spec: string) => manifest('Skill', name, spec);

/** A Queue manifest; the spec in YAML's flow style. */
export const queue = (name: string, spec: string) => manifest('Queue', name, spec);

const manifest = (kind: string, name: string, spec: string) =>
  `---\napiVersion: cxform/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: ${spec}\n`;
