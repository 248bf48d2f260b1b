import { isDeepStrictEqual } from 'node:util';
import type { Address } from '../../core/address.ts';
import { type Diagnostic, hasErrors } from '../../core/diagnostic.ts';
import { diff } from '../../core/diff.ts';
import { groupBy } from '../../core/group-by.ts';
import { isWithinPlace, type Path } from '../../core/path.ts';
import type { Resource } from '../../core/resource.ts';
import { compileTenant } from '../compile-tenant.ts';
import type { Survey } from '../survey.ts';
import type { World } from '../world.ts';
import type { AcceptContext } from './context.ts';
import type { DraftFiles } from './draft-files.ts';
import type { FieldEdit } from './field-edit.ts';

/** What the manifests would be with drafts written. */
export interface Judged {
  /** None where anything is wrong. */
  readonly resources: ReadonlyMap<Address, Resource>;
  /** What is wrong. */
  readonly problems: readonly Problem[];
}

/** What speaks against edits. */
export interface Problem {
  /** Of a resource whose edits must not stay. */
  readonly address: Address;
  readonly type: 'error' | 'expanded' | 'different';
  /** Of the compiler. */
  readonly cause?: Diagnostic;
}

interface JudgeInput {
  readonly world: World;
  readonly survey: Pick<Survey, 'tenant' | 'declared' | 'live'>;
  /** With the drafts. */
  readonly files: DraftFiles;
  readonly context: AcceptContext;
  /** That were carried out. */
  readonly edits: readonly FieldEdit[];
}

/**
 * Compiles the manifests as they would be. Nothing may be wrong with them, each accepted field must say what the tenant has, and no other
 * field and no other resource may say anything else than before.
 */
export async function judgeDrafts(input: JudgeInput): Promise<Judged> {
  const { world, survey, files, edits } = input;
  const compiled = await compileTenant({ ...world, files }, survey.tenant);
  if (hasErrors(compiled.diagnostics)) {
    const errors = compiled.diagnostics.filter(({ severity }) => severity === 'error');
    return { resources: new Map(), problems: errors.flatMap((cause) => blame(edits, cause)) };
  }
  const after = new Map(compiled.resources.map((resource) => [resource.address, resource]));
  return { resources: after, problems: differences(input, after) };
}

/** Whose edits an error comes from: of the resources that it names; else those in its file; else all. */
function blame(edits: readonly FieldEdit[], cause: Diagnostic): Problem[] {
  const isNamed = ({ address, document }: FieldEdit) =>
    [address, document.address].some(
      (one) => cause.address === one || `${cause.summary} `.includes(`${one} `),
    );
  const named = edits.filter(isNamed);
  const inFile = edits.filter(({ document }) => document.file === cause.source?.file);
  const guilty = named.length > 0 ? named : inFile.length > 0 ? inFile : edits;
  return guilty.map(({ address }) => ({ address, type: 'error', cause }));
}

function differences(
  { survey, context, edits }: JudgeInput,
  after: ReadonlyMap<Address, Resource>,
): Problem[] {
  const accepted = groupBy(edits, ({ address }) => address);
  const { resources } = survey.declared;
  const problems = resources.flatMap((resource): Problem[] => {
    const { address, manifest } = resource;
    const now = after.get(address);
    const own = accepted.get(address);
    if (own) {
      const isRight = now && saysLive(context, resource, now, own);
      const type = context.kinds.get(resource.kind).expand ? 'expanded' : 'different';
      return isRight ? [] : [{ address, type }];
    }
    if (now && isDeepStrictEqual(now.spec, resource.spec)) return [];
    const siblings = edits.filter(({ document }) => document.address === manifest);
    const guilty = siblings.length > 0 ? siblings : edits;
    const type = siblings.length > 0 ? 'expanded' : 'different';
    return guilty.map((edit) => ({ address: edit.address, type }));
  });
  const hasGrown = after.size !== resources.length;
  return hasGrown ? edits.map(({ address }) => ({ address, type: 'different' })) : problems;
}

/** Whether the accepted fields are what the tenant has, and all others what they were. */
function saysLive(
  { kinds, references, live }: AcceptContext,
  before: Resource,
  after: Resource,
  edits: readonly FieldEdit[],
): boolean {
  const { fields: model } = kinds.get(before.kind);
  const object = live.byAddress.get(before.address);
  const differing = ({ spec }: Resource) => diff(model, object?.spec ?? {}, references.bound(model, spec));
  const known = new Map(differing(before).map((difference) => [difference.path, difference.after]));
  const isAccepted = (path: Path) =>
    edits.some((edit) => isWithinPlace(path, edit.path) || isWithinPlace(edit.path, path));
  return differing(after).every(
    (one) =>
      !isAccepted(one.path) && known.has(one.path) && isDeepStrictEqual(known.get(one.path), one.after),
  );
}
