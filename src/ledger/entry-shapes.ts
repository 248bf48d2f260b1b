import { parseAddress } from '../core/address.ts';
import type { JournalRecord } from '../core/journal.ts';
import { isArray, isObject, type Json, type JsonObject } from '../core/json.ts';

/** What every entry of a type has: what the folds stand on. */
export interface Shape {
  readonly members: { readonly [member: string]: (value: Json | undefined) => boolean };
  /** Values that every entry of the type has. */
  readonly values: readonly string[];
  /** Where there is a value of that name, and it was not erased. */
  readonly valuesFit?: { readonly [name: string]: (value: JsonObject) => boolean };
}

type Fits = (value: Json | undefined) => boolean;

const text: Fits = (value) => typeof value === 'string';
const count: Fits = (value) => Number.isSafeInteger(value);
const flag: Fits = (value) => typeof value === 'boolean';
const address: Fits = (value) => typeof value === 'string' && parseAddress(value) !== undefined;
const moment: Fits = (value) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value));

const orNone =
  (fits: Fits): Fits =>
  (value) =>
    value === undefined || fits(value);

const listOf =
  (fits: (one: JsonObject) => boolean): Fits =>
  (value) =>
    isArray(value) && value.every((one) => isObject(one) && fits(one));

const texts: Fits = (value) => isArray(value) && value.every(text);
const version: Fits = (value) => typeof value === 'string' || typeof value === 'number';
const holder: Fits = (value) => isObject(value) && count(value.pid) && text(value.host);

const isEffect = (one: JsonObject) =>
  text(one.effect) && address(one.address) && isArray(one.after) && one.after.every(address);

const isFacet = (one: JsonObject) =>
  address(one.address) && text(one.path) && /^\/[^/]+$/.test(String(one.path)) && flag(one.protect);

const isFieldConflict = (one: JsonObject) =>
  text(one.path) && ['base', 'theirs', 'ours'].every((side) => Object.hasOwn(one, side));

const isConflict = ({ message, fields, by, editedAt }: JsonObject) =>
  text(message) && listOf(isFieldConflict)(fields) && orNone(text)(by) && orNone(text)(editedAt);

const formerHolder = { from: text, pid: count, host: text, expiresAt: moment };

const shapes: { readonly [type in JournalRecord['type']]: Shape } = {
  'run-started': {
    members: {
      ...{ tenant: text, manifests: text, plan: text },
      ...{ holder: orNone(holder), effects: orNone(listOf(isEffect)) },
    },
    values: [],
  },
  observed: {
    members: { address, id: text, protect: flag, facets: orNone(listOf(isFacet)) },
    values: ['applied', 'cleared'],
  },
  intent: {
    members: {
      ...{ address, action: text, step: text },
      ...{ id: orNone(text), version: orNone(version), protect: orNone(flag) },
      ...{ facets: orNone(listOf(isFacet)), windowMs: orNone(count) },
    },
    values: ['desired'],
  },
  outcome: {
    members: {
      ...{ address, action: text, outcome: text, attempts: count },
      ...{ step: orNone(text), id: orNone(text), version: orNone(version), error: orNone(text) },
    },
    values: [],
    valuesFit: { conflict: isConflict },
  },
  settled: {
    members: { address, action: text, step: text, of: text, effect: text, id: orNone(text) },
    values: [],
  },
  forgotten: { members: { address, id: text, now: orNone(address) }, values: [] },
  resolved: { members: { address, take: text }, values: [] },
  'run-ended': { members: { summary: isObject, stopped: orNone(flag) }, values: [] },
  'taken-over': { members: formerHolder, values: [] },
  unlocked: { members: formerHolder, values: [] },
  erased: { members: { address, digests: texts }, values: [] },
  compacted: { members: { entries: count, head: text }, values: [] },
};

const common = { at: moment, run: text };

const byType: ReadonlyMap<string, Shape> = new Map(
  Object.entries(shapes).map(([type, shape]) => [
    type,
    { ...shape, members: { ...common, ...shape.members } },
  ]),
);

/** The shape of entries of a type; undefined for one that only a later cxform knows. */
export function shapeOf(type: string): Shape | undefined {
  return byType.get(type);
}
