/** JSON pointers (RFC 6901): `''` is the whole, `/skills/billing/level` a place in it. */
export type Path = string;

/** Escapes one segment. */
function escapeSegment(segment: string): string {
  // Names that need it are rare, and this is asked more often than anything else.
  if (!segment.includes('~') && !segment.includes('/')) return segment;
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The place named by one further segment. */
export function childPath(path: Path, segment: string | number): Path {
  return `${path}/${typeof segment === 'number' ? segment : escapeSegment(segment)}`;
}

/** The segments of a pointer, unescaped. */
export function pathSegments(path: Path): string[] {
  return path
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Whether a path is a place or lies within it. Addresses, which go down in the same way, can be asked as well. */
export function isWithinPlace(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}
