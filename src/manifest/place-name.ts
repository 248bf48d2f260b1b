import { pathSegments } from '../core/path.ts';

/** A JSON pointer as people write it: `/spec/skills/0/level` is `spec.skills[0].level`, `''` is `The document`. */
export function placeName(pointer: string): string {
  const [first, ...rest] = pathSegments(pointer);
  if (first === undefined) return 'The document';
  return rest.reduce((name, segment) => name + step(segment), first);
}

function step(segment: string): string {
  if (/^\d+$/.test(segment)) return `[${segment}]`;
  return /^[\w-]+$/.test(segment) ? `.${segment}` : `["${segment}"]`;
}
