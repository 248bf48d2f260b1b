import type { Source } from './diagnostic.ts';
import { invariant } from './invariant.ts';
import type { Path } from './path.ts';
import type { Resource } from './resource.ts';

/** Where a place of a spec (list indexes in the path) was written; the nearest place around it where it was not. */
export function sourceOf({ sources }: Pick<Resource, 'sources'>, indexPath: Path): Source {
  for (let path = indexPath; ; path = path.slice(0, path.lastIndexOf('/'))) {
    const source = sources.get(path);
    if (source) return source;
    invariant(path !== '', 'a manifest has no source');
  }
}
