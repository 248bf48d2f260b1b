import { join } from 'node:path';
import type { Address } from '../core/address.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { Files } from '../core/ports.ts';
import { systemErrorCode } from '../core/system-error.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { setInDocument } from '../manifest/edit/edit.ts';

/** Writes pins into the Tenant's own file, its comments and layout kept. `TENANT_UNWRITABLE` where that cannot be done. */
export async function pinObjects(
  files: Files,
  { name, folder, source }: TenantSpec,
  pins: ReadonlyMap<Address, string>,
): Promise<Diagnostic[]> {
  const path = join(folder, source.file);
  try {
    const bytes = await files.read(path);
    let text: string | undefined = bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    for (const [address, id] of pins) {
      text = text && setInDocument(text, { kind: 'Tenant', name }, ['spec', 'pins', address], id);
    }
    if (text === undefined)
      return [unwritable(source, bytes ? 'not without losing a comment' : 'it has gone')];
    await files.write(path, text);
    return [];
  } catch (thrown) {
    const reason = systemErrorCode(thrown);
    if (reason === undefined) throw thrown;
    return [unwritable(source, reason)];
  }
}

function unwritable(source: TenantSpec['source'], reason: string): Diagnostic {
  return error({
    code: 'TENANT_UNWRITABLE',
    summary: `The pins cannot be written into ${source.file} (${reason})`,
    hint: 'Write them under spec.pins by hand',
    source,
  });
}
