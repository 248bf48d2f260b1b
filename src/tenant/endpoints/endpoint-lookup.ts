import { type Diagnostic, error } from '../../core/diagnostic.ts';
import { sourceOf } from '../../core/source-of.ts';
import { systemErrorCode } from '../../core/system-error.ts';
import type { Indirect, TenantSpec, TextOrIndirect } from '../../core/tenant-spec.ts';

/**
 * Looks a text up in the environment or a file; undefined where it is not there. Text written out is its own answer. Throws the
 * system's error for a file that is there and cannot be read.
 */
export type ResolveText = (text: TextOrIndirect) => string | undefined;

/** Reads what a Tenant manifest says of its endpoints, and collects what is wrong with it: each fault once. */
export class EndpointLookup {
  readonly tenant: TenantSpec;
  readonly diagnostics: Diagnostic[] = [];
  readonly #resolveText: ResolveText;

  constructor(tenant: TenantSpec, resolveText: ResolveText) {
    this.tenant = tenant;
    this.#resolveText = resolveText;
  }

  /** The text's value; undefined, and reported, where the environment or the file has none. */
  value(text: TextOrIndirect, pointer: string): string | undefined {
    if (typeof text === 'string') return text;
    try {
      const found = this.#resolveText(text)?.trim();
      if (found) return found;
    } catch (thrown) {
      return this.#reportUnreadable(text, thrown, pointer);
    }
    const code = 'env' in text ? 'ENV_MISSING' : 'FILE_MISSING';
    return this.report(code, `There is no value in ${placeOf(text)}`, 'Set it where cxform runs', pointer);
  }

  /** `pointer` leads into the Tenant's spec; the nearest place around it that was written is shown. */
  report(code: string, summary: string, hint: string, pointer: string): undefined {
    if (this.diagnostics.some((known) => known.code === code && known.summary === summary)) return;
    this.diagnostics.push(error({ code, summary, hint, source: sourceOf(this.tenant, pointer) }));
  }

  #reportUnreadable(text: Indirect, thrown: unknown, pointer: string): undefined {
    const reason = systemErrorCode(thrown);
    if (reason === undefined) throw thrown;
    const summary = `The value in ${placeOf(text)} cannot be read (${reason})`;
    return this.report('FILE_UNREADABLE', summary, 'See to its permissions, or name another file', pointer);
  }
}

/** Where an indirect value stands, in words. */
export const placeOf = (text: Indirect): string =>
  'env' in text ? `the environment variable ${text.env}` : `the file ${text.file}`;
