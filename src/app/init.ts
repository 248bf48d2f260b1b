import { join } from 'node:path';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { systemErrorCode } from '../core/system-error.ts';
import { namePattern } from '../manifest/metadata-schema.ts';
import { subdomainPattern } from '../manifest/tenant-schema.ts';
import { type Starter, starterFiles } from './starter.ts';
import type { World } from './world.ts';

export interface InitOptions extends Starter {
  /** Absolute. */
  readonly folder: string;
}

/** Begins a project in a folder: a Tenant and a place for manifests. Nothing that exists is written over. */
export async function init(
  { files, kinds }: Pick<World, 'files' | 'kinds'>,
  { folder, ...options }: InitOptions,
): Promise<{ readonly written: readonly string[]; readonly diagnostics: readonly Diagnostic[] }> {
  const { name, subdomain } = options;
  if (!new RegExp(namePattern).test(name) || name.length > 128 || name === 'all')
    return { written: [], diagnostics: [badName(options.name)] };
  if (subdomain !== undefined && !(subdomain.length <= 63 && new RegExp(subdomainPattern).test(subdomain)))
    return { written: [], diagnostics: [badSubdomain(subdomain)] };
  const starter = starterFiles(
    options,
    kinds.objects.flatMap((kind) => kind.starter ?? []),
  );
  const written: string[] = [];
  try {
    for (const [file, text] of starter) {
      if (await files.createExclusive(join(folder, file), text)) written.push(file);
      else if (file === 'cxform.yaml') return { written, diagnostics: [exists] };
    }
    return { written, diagnostics: [] };
  } catch (thrown) {
    const reason = systemErrorCode(thrown);
    if (reason === undefined) throw thrown;
    return {
      written,
      diagnostics: [
        error({
          code: 'INIT_UNWRITABLE',
          summary: `Files cannot be made here (${reason})`,
          hint: 'Begin in a folder that you may write to',
        }),
      ],
    };
  }
}

function badName(name: string): Diagnostic {
  return error({
    code: 'INIT_NAME',
    summary: `${name} is no name for a Tenant`,
    hint: 'Use small letters, digits and . _ - between them',
  });
}

function badSubdomain(subdomain: string): Diagnostic {
  return error({
    code: 'INIT_SUBDOMAIN',
    summary: `${subdomain} cannot be a part of a host name`,
    hint: "Give the tenant's part alone, such as acme: letters, digits and hyphens, at most 63",
  });
}

const exists = error({
  code: 'INIT_EXISTS',
  summary: 'There is a cxform.yaml here already; nothing was written',
  hint: 'Begin in another folder, or go on with this one: cxform plan',
});
