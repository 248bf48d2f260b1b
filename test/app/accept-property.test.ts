import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { soundValues } from '../../src/manifest/edit/sound-values.ts';
import type { Members } from '../../src/sandbox/wire.ts';
import { commentsIn, uglyFile } from '../manifest/ugly-yaml.ts';
import { type Declaration, overflowRule, queue, skill } from '../support/declarations.ts';
import type { EngineWorld } from '../support/engine-world.ts';
import { accept, appliedWorld, editNamed, file } from './accept-world.ts';

const skillNames = ['billing', 'spanish', 'storm', 'two-words'];

const hostileText = fc.constantFrom(
  'Billing: EU',
  '"quoted" \'twice\'',
  '- a list?',
  '{external: x}',
  '!!binary aGk=',
  '&anchor *alias',
  '# no comment',
  'yes',
  '012',
  '1e3',
  '9007199254740993',
  'null',
  '~',
  'line\nbreak\n',
  'tab\tand \u0000 and \u001b[31m',
  '\u202eesrever\u2066',
  'half \ud83d a pair',
  ' edges ',
  '---',
  '--- more',
  '...',
  '... more',
  'line\n...\n',
  '%YAML 1.1',
  'x'.repeat(300),
);

const levels = fc
  .uniqueArray(fc.record({ skill: fc.constantFrom(...skillNames), level: fc.integer({ min: 1, max: 5 }) }), {
    selector: (one) => one.skill,
  })
  .map((list) => list as Json);

const waits = fc.constantFrom('1s', '90s', '2m', '1h30m', '500ms');

/** A queue, with or without each field, and in half of the cases with its overflow in a manifest of its own. */
const queueManifests = (name: string): fc.Arbitrary<Declaration[]> =>
  fc
    .record({
      wrapUpTimeout: fc.option(fc.oneof(waits, fc.constant(null)), { nil: undefined }),
      skills: fc.option(levels, { nil: undefined }),
      overflow: fc.option(waits, { nil: undefined }),
      isFacet: fc.boolean(),
    })
    .map(({ wrapUpTimeout, skills, overflow, isFacet }) => {
      const inline =
        overflow !== undefined && !isFacet ? { maxWaitTime: overflow, action: 'drop' } : undefined;
      const spec = { wrapUpTimeout, skills, overflow: inline };
      const said = Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
      const rule = overflow !== undefined && isFacet ? [overflowRule(name, { maxWaitTime: overflow })] : [];
      return [queue(name, said as JsonObject), ...rule];
    });

/** What an administrator does to a queue; skills by their names. */
const edits = (name: string): fc.Arbitrary<Members> =>
  fc
    .record(
      {
        name: hostileText.map((text) => `${name} ${text}`),
        channel: hostileText,
        wrapUpTimeout: fc.constantFrom(null, 0, 1, 1_000, 86_400_000),
        skills: levels,
        overflow: fc.record({ maxWaitTime: fc.nat({ max: 100_000 }), action: fc.constant('drop') }),
      },
      { requiredKeys: [] },
    )
    .map((change) => change as Members);

const document = ({ kind, metadata, spec }: Declaration): Json => ({
  apiVersion: 'cxform/v1',
  kind,
  metadata: metadata as JsonObject,
  spec,
});

async function editQueues(world: EngineWorld, gen: fc.GeneratorValue): Promise<void> {
  const ids = new Map((await world.objects('skills')).map(({ id, name }) => [name, id]));
  for (const name of ['a', 'b']) {
    const { skills, ...change } = gen(edits, name) as { readonly skills?: readonly JsonObject[] };
    const known = skills?.map(({ skill: one, level }) => ({ id: ids.get(one as string), level }));
    await editNamed(world, 'queues', name, { ...change, ...(known && { skills: known }) } as Members);
  }
}

describe('whatever an administrator edits', () => {
  const first = skill('first');
  const last = skill('last');

  it('is in Git once it is accepted, however that is written, and other documents stay as they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const queues = ['a', 'b'].flatMap((name) => gen(queueManifests, name));
        const declared = [first, ...skillNames.map((name) => skill(name)), ...queues, last].map(document);
        const text = uglyFile(declared, gen);
        fc.pre(JSON.stringify(soundValues(text)) === JSON.stringify(declared));
        const world = await appliedWorld(text);
        await editQueues(world, gen);
        const { diagnostics } = await accept(world);
        expect(diagnostics).toEqual([]);
        expect((await world.plan()).changes).toEqual([]);
        expect((await accept(world)).written).toEqual([]);
        const after = await textOf(world);
        const begin = text.indexOf('\n---');
        expect(after.slice(0, begin)).toBe(text.slice(0, begin));
        expect(after.slice(after.lastIndexOf('\n---'))).toBe(text.slice(text.lastIndexOf('\n---')));
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('keeps all comments but those of elements that go', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const queues = ['a', 'b'].flatMap((name) => gen(queueManifests, name));
        const all = [...skillNames.map((name) => skill(name)), ...queues];
        const text = all.map(commented).join('---\n');
        const world = await appliedWorld(text);
        await editQueues(world, gen);
        const { written } = await accept(world);
        const gone = written.filter(({ path, after }) => path.startsWith('/skills/') && after === null);
        const lost = new Set(commentsIn(text));
        for (const comment of commentsIn(await textOf(world))) expect(lost.delete(comment)).toBe(true);
        expect([...lost].filter((comment) => !comment.startsWith('# element')).length).toBe(0);
        expect(lost.size).toBe(gone.length);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
});

let comments = 0;

/** A document with a comment above and behind each line, each another one. */
function commented(declaration: Declaration): string {
  const { skills, ...spec } = declaration.spec as { skills?: readonly JsonObject[] };
  const lines = [
    'apiVersion: cxform/v1',
    `kind: ${declaration.kind}`,
    `metadata: {name: ${declaration.metadata.name}}`,
    ...(Object.keys(declaration.spec).length === 0 ? ['spec: {}'] : ['spec:']),
    ...Object.entries(spec).flatMap(([key, value]) => [
      `  # above ${comments++}`,
      `  ${key}: ${JSON.stringify(value)}`,
    ]),
    ...(skills === undefined ? [] : skills.length === 0 ? ['  skills: []'] : ['  skills:']),
  ];
  const elements = (skills ?? []).map((one) => `    - ${JSON.stringify(one)} # element ${comments++}`);
  return [
    ...lines.map((line) => (line.includes('#') ? line : `${line} # behind ${comments++}`)),
    ...elements,
    '',
  ].join('\n');
}

async function textOf(world: EngineWorld): Promise<string> {
  const bytes = await world.files.read(`/centre/${file}`);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
