import { type Path, pathSegments } from '../../core/path.ts';
import { nestingMax } from '../compose.ts';
import { shown } from '../shown.ts';

/** Why a patch may not touch a path, whatever the manifest (interface §3); undefined where it may. */
export function patchPathProblem(path: Path): string | undefined {
  const segments = pathSegments(path);
  const forbidden = segments.find((segment) => forbiddenSegments.has(segment));
  if (forbidden !== undefined) return `goes through ${forbidden}, which no manifest has`;
  // A value on top of that is no deeper than the overlay's own.
  if (segments.length > nestingMax) return `has more than ${nestingMax} steps`;
  const [top, member] = segments;
  const isOpen = member !== undefined && (top === 'spec' || (top === 'metadata' && openMetadata.has(member)));
  return isOpen ? undefined : `is ${shown(path)}, which no overlay changes`;
}

const forbiddenSegments: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What of `metadata` overlays may change. */
export const openMetadata: ReadonlySet<string> = new Set(['labels', 'protect', 'ignore', 'formerly']);
