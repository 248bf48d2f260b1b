import { printedJson } from './printed-json.ts';
import type { State } from './state.ts';
import { isMembers, type Json, type TenantObject } from './wire.ts';

/** Prints states, one after the other: what has not changed since the one before is not printed again. */
export class StatePrinter {
  readonly #lists = new Map<string, readonly Chunk[]>();

  /** The text of a state file, laid out for people, with the members that the sandbox does not know where they were. */
  print({ document, skills, queues, users, profiles }: State): string {
    const lists = { skills, queues, users, profiles };
    const others = isMembers(document.routing) ? document.routing : {};
    const routing = Object.entries({ ...others, ...lists }).map(([name, value]) => {
      const list = Object.hasOwn(lists, name) ? lists[name as keyof typeof lists] : undefined;
      return memberText(name, list ? this.#listText(name, list) : valueText(value, 2));
    });
    const members = Object.entries({ ...document, routing: null }).map(([name, value]) =>
      memberText(name, name === 'routing' ? objectText(routing, 1) : valueText(value, 1)),
    );
    return `${objectText(members, 0)}\n`;
  }

  #listText(name: string, objects: readonly TenantObject[]): string {
    if (objects.length === 0) return '[]';
    const before = this.#lists.get(name) ?? [];
    const count = Math.ceil(objects.length / CHUNK_SIZE);
    const chunks = Array.from({ length: count }, (_, index) => {
      const known = before[index];
      const start = index * CHUNK_SIZE;
      return known && isStill(known, objects, start) ? known : chunkAt(objects, start);
    });
    this.#lists.set(name, chunks);
    return `[${joined(
      chunks.map(({ text }) => text),
      ',',
    )}${lineAt(2)}]`;
  }
}

/** Some objects that follow each other in a list, and how they are printed. */
interface Chunk {
  readonly objects: readonly TenantObject[];
  readonly text: string;
}

/** Few enough to print again for one that has changed; more of them would take longer to put together. */
const CHUNK_SIZE = 200;

function chunkAt(all: readonly TenantObject[], start: number): Chunk {
  const objects = all.slice(start, start + CHUNK_SIZE);
  // Without the brackets of this list.
  return { objects, text: valueText(objects, 2).slice(1, -lineAt(2).length - 1) };
}

/** Objects are values: the same one is printed the same. */
function isStill({ objects }: Chunk, all: readonly TenantObject[], start: number): boolean {
  const isWhole = objects.length === CHUNK_SIZE || start + objects.length === all.length;
  return isWhole && objects.every((object, index) => object === all[start + index]);
}

function memberText(name: string, value: string): string {
  return `${printedJson(name)}: ${value}`;
}

function objectText(members: readonly string[], depth: number): string {
  if (members.length === 0) return '{}';
  const line = lineAt(depth + 1);
  return `{${line}${joined(members, `,${line}`)}${lineAt(depth)}}`;
}

/** A value that stands at that depth. Its own line breaks are those of the layout: in strings they are escaped. */
function valueText(value: Json, depth: number): string {
  return printedJson(value, 2).replaceAll('\n', lineAt(depth));
}

/** As `parts.join(separator)`, but the text is put together only once, when it is written. */
function joined(parts: readonly string[], separator: string): string {
  return parts.reduce((text, part) => text + separator + part);
}

const lineAt = (depth: number) => `\n${'  '.repeat(depth)}`;
