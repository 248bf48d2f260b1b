import type { AcceptedField } from '../../core/accepted.ts';
import type { Address } from '../../core/address.ts';
import { type Diagnostic, error, type Source } from '../../core/diagnostic.ts';
import { groupBy } from '../../core/group-by.ts';
import { invariant } from '../../core/invariant.ts';
import type { KindTable } from '../../core/kind-table.ts';
import type { Path } from '../../core/path.ts';
import type { Resource } from '../../core/resource.ts';
import { sourceOf } from '../../core/source-of.ts';
import { specAt } from '../../core/spec-at.ts';
import { placeText } from '../../manifest/locate.ts';
import type { Survey } from '../survey.ts';
import type { World } from '../world.ts';
import type { AcceptContext } from './context.ts';
import type { DraftFiles } from './draft-files.ts';
import { type Drafts, draftsOf } from './drafts-of.ts';
import { editsFor, pathsBeside, type WantedEdits } from './edits-for.ts';
import type { FieldEdit } from './field-edit.ts';
import { judgeDrafts, type Problem } from './judge-drafts.ts';
import { expanded } from './problems.ts';

interface SettleInput {
  readonly world: World;
  readonly survey: Pick<Survey, 'tenant' | 'declared' | 'live'>;
  readonly files: DraftFiles;
  readonly context: AcceptContext;
  readonly wanted: readonly WantedEdits[];
}

export interface SettledEdits {
  readonly drafts: Drafts;
  /** What the drafts say that the files do not. */
  readonly written: readonly AcceptedField[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What is taken away can make something else wrong, which was right beside it: so often it is tried. Then nothing is accepted. */
const roundsMax = 10;

/**
 * The edits that can be made together. What would not compile, or not say exactly what the tenant has, goes resource by resource;
 * before one goes for an error it is tried with what the tenant has beside its fields: a target beside the action that needs it.
 */
export async function settleEdits(input: SettleInput): Promise<SettledEdits> {
  const { files, context } = input;
  let wanted = input.wanted;
  const refusals: Diagnostic[] = [];
  const tried = new Set<Address>();
  for (let round = 1; ; round++) {
    const { drafts, made, lossy } = await draftsOf(
      files,
      wanted.flatMap((one) => one.edits),
    );
    const { problems, resources } =
      made.length === 0
        ? { problems: [], resources: new Map<Address, Resource>() }
        : await judgeDrafts({ ...input, files: files.under(drafts), edits: made });
    if (problems.length === 0) {
      const told = [
        ...wanted.flatMap(({ diagnostics }) => diagnostics),
        ...lossy.map((edit) => commented(context, edit)),
      ];
      const written = made.map((edit) => toWritten(context, resources, edit));
      return { drafts, written, diagnostics: [...told, ...refusals] };
    }
    const isLast = round === roundsMax;
    const byAddress = groupBy(problems, ({ address }) => address);
    const next: WantedEdits[] = [];
    for (const one of wanted) {
      const own = byAddress.get(one.address) ?? (isLast ? problems : undefined);
      const widened = own && !isLast && !tried.has(one.address) && (await widen(context, one, own));
      if (!own) next.push(one);
      else if (widened) next.push(widened);
      else refusals.push(...one.diagnostics, ...refusalsOf(context, one, own));
      if (widened) tried.add(one.address);
    }
    wanted = next;
  }
}

/** With what the tenant has beside, where there is anything and that could help. */
async function widen(
  context: AcceptContext,
  wanted: WantedEdits,
  problems: readonly Problem[],
): Promise<WantedEdits | undefined> {
  if (!problems.some(({ type }) => type === 'error')) return undefined;
  const beside = pathsBeside(context, wanted);
  if (beside.length === 0) return undefined;
  return editsFor(context, { address: wanted.address, paths: [...wanted.paths, ...beside] });
}

/** `ACCEPT_REFUSED`, each cause once; `ACCEPT_EXPANDED` where others than this resource would have changed. */
function refusalsOf(
  { kinds, resources }: AcceptContext,
  { address, edits }: WantedEdits,
  problems: readonly Problem[],
): Diagnostic[] {
  const resource = resources.get(address);
  const [edit] = edits;
  if (!resource || !edit) return [];
  if (problems.some(({ type }) => type === 'expanded')) return [expanded(resource, edit.path)];
  const source = placeIn(kinds, resource, edit.path);
  const causes = [...new Set(problems.map(({ cause }) => cause))];
  return causes.map((cause) =>
    error({
      code: 'ACCEPT_REFUSED',
      summary: `${address}: its manifests would not be right with what the tenant has`,
      ...(cause && { detail: `${cause.code}: ${cause.summary}` }),
      hint: `Change it by hand: ${placeText(source)}`,
      address,
      source,
    }),
  );
}

/** `ACCEPT_REFUSED`: what is written in this way cannot be changed with all its comments kept. */
function commented({ kinds, resources }: AcceptContext, { address, path }: FieldEdit): Diagnostic {
  const resource = resources.get(address);
  invariant(resource, `${address} was to be accepted and is not declared`);
  const source = placeIn(kinds, resource, path);
  return error({
    code: 'ACCEPT_REFUSED',
    summary: `${address}: ${path.slice(1)} cannot be written without losing a comment`,
    hint: `Change it by hand: ${placeText(source)}`,
    address,
    source,
  });
}

function placeIn(kinds: KindTable, resource: Resource, path: Path): Source {
  const { fields } = kinds.get(resource.kind);
  return sourceOf(resource, specAt(fields, resource.spec, path).indexPath);
}

function toWritten(
  { kinds, references }: AcceptContext,
  resources: ReadonlyMap<Address, Resource>,
  { address, path, before, after, document }: FieldEdit,
): AcceptedField {
  const resource = resources.get(address);
  invariant(resource, `${address} was accepted and is not declared`);
  const { fields: model } = kinds.get(resource.kind);
  const { indexPath } = specAt(model, references.bound(model, resource.spec), path);
  return { address, path, file: document.file, line: sourceOf(resource, indexPath).line, before, after };
}
