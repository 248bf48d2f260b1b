import { groupBy } from '../../core/group-by.ts';
import { invariant } from '../../core/invariant.ts';
import type { JsonObject } from '../../core/json.ts';
import { type DocumentEdit, editDocuments } from '../../manifest/edit/edit.ts';
import type { DraftFiles } from './draft-files.ts';
import type { FieldEdit } from './field-edit.ts';
import { actionsInOrder, editedSpec, placeOf, type SpecEdit } from './spec-edit.ts';

/** What a file is to hold. */
export interface Draft {
  /** Relative to the Tenant's folder. */
  readonly file: string;
  readonly text: string;
}

/** By the files' real paths. */
export type Drafts = ReadonlyMap<string, Draft>;

/** The texts of all files in which edits are carried out: each file three times at most, however many edits it has. */
export async function draftsOf(files: DraftFiles, edits: readonly FieldEdit[]): Promise<Drafts> {
  const drafts = new Map<string, Draft>();
  for (const [path, own] of groupBy(edits, ({ document }) => document.path)) {
    const bytes = await files.read(path);
    invariant(bytes, 'a manifest was read and is not there');
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    drafts.set(path, { file: own[0]?.document.file ?? path, text: edited(text, own) });
  }
  return drafts;
}

function edited(text: string, edits: readonly FieldEdit[]): string {
  const specs = new Map<number, JsonObject>();
  return actionsInOrder.reduce((current, action) => {
    const now = edits.filter(({ edit }) => edit.action === action).sort(lastElementFirst);
    if (now.length === 0) return current;
    const changes = now.map(({ document, edit }): DocumentEdit => {
      const spec = specs.get(document.index) ?? document.spec;
      const at = placeOf(spec, edit);
      specs.set(document.index, editedSpec(spec, edit));
      const value = edit.action === 'remove' ? undefined : edit.value;
      return { document: document.index, path: ['spec', ...at], value };
    });
    const after = editDocuments(current, changes);
    invariant(after !== undefined, 'a file that was compiled is no sound YAML');
    return after;
  }, text);
}

/** An element that goes moves those behind it. */
function lastElementFirst({ edit: a }: FieldEdit, { edit: b }: FieldEdit): number {
  return a.action === 'remove' && b.action === 'remove' ? indexOf(b) - indexOf(a) : 0;
}

const indexOf = ({ at }: SpecEdit) => Number(at.at(-1));
