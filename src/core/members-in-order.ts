/**
 * The value with the members of each object in the order of their names (by UTF-16 code units), shared where it has that order already.
 * Undefined for what is no plain JSON, and for the names and texts with which JavaScript would depart from RFC 8785.
 */
export function withMembersInOrder(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed() ? value : undefined;
    case 'number':
      return Number.isFinite(value) ? value : undefined;
    case 'boolean':
      return value;
    case 'object':
      if (value === null) return null;
      return Array.isArray(value) ? elementsInOrder(value) : membersInOrder(value);
    default:
      return undefined;
  }
}

function elementsInOrder(elements: readonly unknown[]): unknown {
  let copy: unknown[] | undefined;
  for (let index = 0; index < elements.length; index++) {
    const inOrder = withMembersInOrder(elements[index]);
    if (inOrder === undefined) return undefined;
    if (copy === undefined && inOrder !== elements[index]) copy = elements.slice();
    if (copy) copy[index] = inOrder;
  }
  return copy ?? elements;
}

function membersInOrder(members: object): unknown {
  const prototype = Object.getPrototypeOf(members);
  if ((prototype !== Object.prototype && prototype !== null) || 'toJSON' in members) return undefined;
  const names = Object.keys(members);
  let isShared = areInOrder(names);
  if (!isShared) names.sort();
  const copy: Record<string, unknown> = {};
  for (const name of names) {
    const member = (members as Record<string, unknown>)[name];
    if (member === undefined) {
      isShared = false;
      continue;
    }
    // JavaScript puts names that are numbers first, whatever their order; and this one would set no member.
    if (startsWithDigit(name) || name === '__proto__' || !name.isWellFormed()) return undefined;
    const inOrder = withMembersInOrder(member);
    if (inOrder === undefined) return undefined;
    if (inOrder !== member) isShared = false;
    copy[name] = inOrder;
  }
  return isShared ? members : copy;
}

function areInOrder(names: readonly string[]): boolean {
  for (let index = 1; index < names.length; index++) {
    if ((names[index - 1] ?? '') > (names[index] ?? '')) return false;
  }
  return true;
}

function startsWithDigit(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 0x30 && first <= 0x39;
}
