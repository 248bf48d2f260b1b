import { type Address, kindIn } from '../core/address.ts';
import { elementSegment } from '../core/element-key.ts';
import { type FieldNode, fieldTree } from '../core/field-tree.ts';
import { isArray, isObject, type Json, type JsonObject } from '../core/json.ts';
import type { KindTable } from '../core/kind-table.ts';
import { childPath, type Path } from '../core/path.ts';
import { asReference } from '../core/reference.ts';

/** One field of a spec, at the path by which plans name it. */
export interface SpecField {
  readonly path: Path;
  readonly value: Json;
}

/** All fields of a spec: members of maps, elements of keyed lists, and everything else whole. Of a kind that nobody knows no list has a key. */
export function fieldsOfSpec(kinds: KindTable, address: Address, spec: JsonObject): readonly SpecField[] {
  const kind = kinds.find(kindIn(address));
  return membersOf(kind?.role === 'object' ? fieldTree(kind.fields) : undefined, '', spec);
}

function membersOf(node: FieldNode | undefined, path: Path, map: JsonObject): SpecField[] {
  return Object.entries(map).flatMap(([name, value]) =>
    fieldsAt(node?.below.get(name), childPath(path, name), value),
  );
}

function fieldsAt(node: FieldNode | undefined, path: Path, value: Json): SpecField[] {
  const whole = [{ path, value }];
  if (isArray(value)) {
    if (typeof node?.list !== 'object' || value.length === 0 || !value.every(isObject)) return whole;
    const { key } = node.list;
    return value.map((element) => ({
      path: childPath(path, elementSegment(node, key, element)),
      value: element,
    }));
  }
  const isMap = isObject(value) && !asReference(value) && Object.keys(value).length > 0;
  return isMap ? membersOf(node, path, value) : whole;
}
