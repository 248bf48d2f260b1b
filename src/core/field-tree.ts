import type { FieldModel, ListModel, Pattern, ReferenceField } from './field-model.ts';

/** What a model says of one place of a spec, and of the places below it. */
export interface FieldNode {
  readonly reference: ReferenceField | undefined;
  readonly list: ListModel | undefined;
  readonly isDuration: boolean;
  /** By member; `*` is any element of a list. */
  readonly below: ReadonlyMap<string, FieldNode>;
  /** Here or anywhere below. */
  readonly holds: { readonly references: boolean; readonly lists: boolean; readonly durations: boolean };
}

/**
 * A model as a tree, in which one walk down a spec finds what the model says of each place, and sees where it says nothing further.
 * Made once for each model.
 */
export function fieldTree(model: FieldModel): FieldNode {
  return treesOf(model).root;
}

/** What the model says of a pattern; undefined where it says nothing of it or of what is below. */
export function fieldAt(model: FieldModel, pattern: Pattern): FieldNode | undefined {
  return treesOf(model).byPattern.get(pattern);
}

/** The reference that a pattern stands for; undefined where it stands for none. */
export function referenceAt(model: FieldModel, pattern: Pattern): ReferenceField | undefined {
  return fieldAt(model, pattern)?.reference;
}

interface Trees {
  readonly root: FieldNode;
  readonly byPattern: ReadonlyMap<Pattern, FieldNode>;
}

const known = new WeakMap<FieldModel, Trees>();

function treesOf(model: FieldModel): Trees {
  const found = known.get(model);
  if (found) return found;
  const byPattern = new Map<Pattern, FieldNode>();
  const trees = { root: nodeAt(model, '', mentioned(model), byPattern), byPattern };
  known.set(model, trees);
  return trees;
}

const mentioned = ({ references, lists, durations }: FieldModel): Pattern[] => [
  ...references.map(({ path }) => path),
  ...Object.keys(lists),
  ...durations,
];

function nodeAt(
  model: FieldModel,
  pattern: Pattern,
  patterns: readonly Pattern[],
  byPattern: Map<Pattern, FieldNode>,
): FieldNode {
  const within = patterns.filter((other) => other.startsWith(`${pattern}/`));
  const segments = new Set(within.map((other) => other.slice(pattern.length + 1).split('/', 1)[0] ?? ''));
  const below = new Map(
    Array.from(segments, (segment) => [segment, nodeAt(model, `${pattern}/${segment}`, within, byPattern)]),
  );
  const reference = model.references.find(({ path }) => path === pattern);
  const list = model.lists[pattern];
  const isDuration = model.durations.includes(pattern);
  const children = [...below.values()];
  const node: FieldNode = {
    reference,
    list,
    isDuration,
    below,
    holds: {
      references: reference !== undefined || children.some(({ holds }) => holds.references),
      lists: list !== undefined || children.some(({ holds }) => holds.lists),
      durations: isDuration || children.some(({ holds }) => holds.durations),
    },
  };
  byPattern.set(pattern, node);
  return node;
}
