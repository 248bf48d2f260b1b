import { acme, manifest, type ProjectFiles } from './project.ts';

/** One thing that is wrong with a project, and what cxform has to say about it. */
export interface BadInput {
  readonly title: string;
  readonly code: string;
  /** The file at fault; `manifests/bad.yaml` unless told. */
  readonly file?: string;
  /** Its text; `▸` marks the place that the diagnostic names, and is taken out. */
  readonly text: string | Uint8Array;
  /** The place, where the text cannot hold a mark. */
  readonly at?: readonly [line: number, column: number];
}

const queue = (spec: string) => `apiVersion: cxform/v1
kind: Queue
metadata: {name: sales}
spec:
  channel: voice
${spec}
`;
const tooDeep = 20_000;
const skills = (count: number, level: number | string = 1) =>
  Array.from({ length: count }, (_, index) => `    - {skill: {id: "s${index}"}, level: ${level}}`).join('\n');

/** Nine anchors, each nine times the one before: a billion values in half a kilobyte. */
const laughs = Array.from({ length: 9 }, (_, index) => {
  const members = index === 0 ? Array(9).fill('lol') : Array(9).fill(`*a${index - 1}`);
  return `  l${index}: &a${index} [${members.join(', ')}]`;
}).join('\n');

/** Invalid in UTF-8: the second byte of the name's é is missing. */
const latin1 = Buffer.from(queue('  displayName: Café'), 'latin1');

export const badInputs: readonly BadInput[] = [
  { title: 'an unknown key', code: 'UNKNOWN_KEY', text: queue('  ▸wrapUpTimeOut: 30s') },
  {
    title: 'an unknown kind',
    code: 'UNKNOWN_KIND',
    text: 'apiVersion: cxform/v1\nkind: ▸Queu\nmetadata: {name: a}\nspec: {}\n',
  },
  { title: 'a level of 6', code: 'OUT_OF_RANGE', text: queue('  skills: [{skill: {id: s1}, level: ▸6}]') },
  {
    title: 'a level that is text',
    code: 'WRONG_TYPE',
    text: queue('  skills: [{skill: {id: s1}, level: ▸"3"}]'),
  },
  {
    title: 'a level that is no number',
    code: 'NUMBER_NOT_FINITE',
    text: queue('  skills: [{skill: {id: s1}, level: ▸.nan}]'),
  },
  {
    title: 'a skill that stands twice',
    code: 'LIST_DUPLICATE',
    text: queue('  skills:\n    - {skill: {id: s1}, level: 1}\n    - ▸{skill: {id: s1}, level: 2}'),
  },
  { title: '101 skills', code: 'OUT_OF_RANGE', text: queue(`  skills:\n    ▸${skills(101).trimStart()}`) },
  {
    title: 'routeToQueue without a target',
    code: 'OVERFLOW_TARGET_MISSING',
    text: queue('  overflow: {maxWaitTime: 30s, action: ▸routeToQueue}'),
  },
  {
    title: 'a reference to a skill that nobody declares',
    code: 'REFERENCE_NOT_FOUND',
    text: queue('  skills: [{skill: ▸tax, level: 1}]'),
  },
  {
    title: 'a reference to a queue that nobody declares',
    code: 'REFERENCE_NOT_FOUND',
    text: queue('  overflow: {maxWaitTime: 30s, action: routeToQueue, targetQueue: ▸nowhere}'),
  },
  { title: 'a duration without a unit', code: 'BAD_DURATION', text: queue('  wrapUpTimeout: ▸30') },
  { title: 'a negative duration', code: 'BAD_DURATION', text: queue('  wrapUpTimeout: ▸-30s') },
  {
    title: 'a key that stands twice',
    code: 'DUPLICATE_KEY',
    text: queue('  wrapUpTimeout: 30s\n  ▸wrapUpTimeout: 20s'),
  },
  { title: 'an alias bomb', code: 'ALIAS_EXPANSION', text: queue(`${laughs}\n  bomb: ▸*a8`) },
  { title: 'an alias inside of itself', code: 'ALIAS_EXPANSION', text: queue('  skills: &loop [▸*loop]') },
  {
    title: 'lists in brackets, 20,000 deep',
    code: 'NESTING_TOO_DEEP',
    text: `spec: ${'['.repeat(63)}▸${'['.repeat(tooDeep - 63)}`,
  },
  {
    title: 'maps in braces, 20,000 deep',
    code: 'NESTING_TOO_DEEP',
    text: `${'{a: '.repeat(64)}▸${'{a: '.repeat(tooDeep - 64)}`,
  },
  {
    title: 'lists by dashes, 20,000 deep',
    code: 'NESTING_TOO_DEEP',
    text: `${'- '.repeat(64)}▸${'- '.repeat(tooDeep - 64)}x`,
  },
  { title: 'maps by indentation, 2,000 deep', code: 'NESTING_TOO_DEEP', text: indented(2_000) },
  { title: 'the key __proto__', code: 'FORBIDDEN_KEY', text: queue('  ▸__proto__: {channel: chat}') },
  {
    title: 'the key constructor',
    code: 'FORBIDDEN_KEY',
    text: queue('  ▸constructor: {prototype: {admin: true}}'),
  },
  {
    title: 'a tag that would run code',
    code: 'UNKNOWN_TAG',
    text: queue('  displayName: ▸!!js/function "function () { return 1 }"'),
  },
  { title: 'text that is not UTF-8', code: 'INVALID_UTF8', text: latin1, at: [6, 19] },
  { title: 'a file of 20 MB', code: 'FILE_TOO_LARGE', text: `# ${'x'.repeat(20 * 1024 * 1024)}`, at: [1, 1] },
  {
    title: 'an apiVersion of another tool',
    code: 'API_VERSION',
    text: 'apiVersion: ▸v1\nkind: Skill\nmetadata: {name: a}\nspec: {}\n',
  },
  {
    title: 'a name that stands twice',
    code: 'DUPLICATE_NAME',
    text: '{apiVersion: cxform/v1, kind: Skill, metadata: {name: a}, spec: {}}\n---\n{apiVersion: cxform/v1, kind: Skill, metadata: {name: ▸a}, spec: {}}\n',
  },
  {
    title: 'a name with capitals',
    code: 'BAD_NAME',
    text: 'apiVersion: cxform/v1\nkind: Skill\nmetadata: {name: ▸Billing}\nspec: {}\n',
  },
  {
    title: 'a number that begins with 0 where text is asked for',
    code: 'NUMBER_AMBIGUOUS',
    text: queue('  displayName: ▸012'),
  },
  {
    title: 'a bracket that is never closed',
    code: 'YAML_SYNTAX',
    text: 'apiVersion: cxform/v1\nkind: Skill\nmetadata: {name: a\n▸',
  },
  {
    title: 'a manifests folder outside of the project',
    code: 'PATH_OUTSIDE',
    file: 'cxform.yaml',
    text: `${acme}  manifests: [▸../elsewhere]\n`,
  },
  {
    title: 'a manifests folder that is not there',
    code: 'MANIFESTS_MISSING',
    file: 'cxform.yaml',
    text: `▸${acme}  manifests: [elsewhere]\n`,
  },
];

/** The project, and the place that the diagnostic has to name. */
export function badProject({ file = 'manifests/bad.yaml', text, at }: BadInput) {
  const marked = typeof text === 'string' ? text : '';
  const before = marked.slice(0, Math.max(0, marked.indexOf('▸'))).split('\n');
  const [line, column] = at ?? [before.length, (before.at(-1) ?? '').length + 1];
  const content = typeof text === 'string' ? text.replace('▸', '') : text;
  const good = { 'manifests/good.yaml': manifest('Skill', 'good') };
  const files: ProjectFiles = { ...good, [file]: content };
  return { files, source: { file, line, column } };
}

function indented(depth: number): string {
  const lines = Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:`);
  lines[64] = `${' '.repeat(64)}a▸:`;
  return lines.join('\n');
}
