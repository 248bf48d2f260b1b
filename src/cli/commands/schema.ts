import { join } from 'node:path';
import { allSchemas } from '../../manifest/schemas.ts';
import { jsonText } from '../../report/escape.ts';
import type { Session } from '../session.ts';

/** `cxform schema`: the JSON Schema of any document, or with `--out` a file for each kind. */
export async function schemaCommand(session: Session, { out }: { out?: string }): Promise<number> {
  const schemas = allSchemas(session.world.kinds.all);
  if (out === undefined) {
    const any = schemas.get('cxform.json');
    await session.answer(any, jsonText(any));
    return 0;
  }
  for (const [name, schema] of schemas) await session.write(join(out, name), jsonText(schema));
  const written = { formatVersion: 1, schemas: [...schemas.keys()].sort() };
  await session.answer(written, `${schemas.size} schemas written to ${out}\n`);
  return 0;
}
