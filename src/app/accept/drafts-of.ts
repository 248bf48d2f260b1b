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

/** What edits come to, and those of them that cannot be made without losing a comment. */
export interface Drafted {
  readonly drafts: Drafts;
  readonly made: readonly FieldEdit[];
  readonly lossy: readonly FieldEdit[];
}

/** The texts of all files in which edits are carried out: each file a few times at most, however many edits it has. */
export async function draftsOf(files: DraftFiles, edits: readonly FieldEdit[]): Promise<Drafted> {
  const drafts = new Map<string, Draft>();
  const lossy = new Set<FieldEdit>();
  for (const [path, own] of groupBy(edits, ({ document }) => document.path)) {
    const bytes = await files.read(path);
    invariant(bytes, 'a manifest was read and is not there');
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const after = edited(text, own, lossy);
    if (own.some((edit) => !lossy.has(edit)))
      drafts.set(path, { file: own[0]?.document.file ?? path, text: after });
  }
  return { drafts, made: edits.filter((edit) => !lossy.has(edit)), lossy: [...lossy] };
}

/** Adds to `lossy` what is not carried out. */
function edited(text: string, edits: readonly FieldEdit[], lossy: Set<FieldEdit>): string {
  const specs = new Map<number, JsonObject>();
  let current = text;
  for (const action of actionsInOrder) {
    const now = edits.filter(({ edit }) => edit.action === action).sort(lastElementFirst);
    if (now.length === 0) continue;
    const changes = now.map(({ document, edit }): DocumentEdit => {
      const spec = specs.get(document.index) ?? document.spec;
      const at = placeOf(spec, edit);
      specs.set(document.index, editedSpec(spec, edit));
      const value = edit.action === 'remove' ? undefined : edit.value;
      return { document: document.index, path: ['spec', ...at], value };
    });
    const after = editDocuments(current, changes);
    invariant(after, 'a file that was compiled is no sound YAML');
    if (after.refused) {
      const refused = new Set(
        now.filter((_, index) => after.refused.includes(changes[index] as DocumentEdit)),
      );
      invariant(refused.size > 0, 'a comment would be lost by no edit');
      for (const edit of refused) lossy.add(edit);
      // What stays is carried out from the beginning: an element that is not added counts for those behind it.
      return edited(
        text,
        edits.filter((edit) => !refused.has(edit)),
        lossy,
      );
    }
    current = after.text;
  }
  return current;
}

/** An element that goes moves those behind it. */
function lastElementFirst({ edit: a }: FieldEdit, { edit: b }: FieldEdit): number {
  return a.action === 'remove' && b.action === 'remove' ? indexOf(b) - indexOf(a) : 0;
}

const indexOf = ({ at }: SpecEdit) => Number(at.at(-1));
