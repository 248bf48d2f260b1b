import { join } from 'node:path';
import { invariant } from '../../core/invariant.ts';
import { allSchemas } from '../../manifest/schemas.ts';
import { jsonText } from '../../report/escape.ts';
import type { Session } from '../session.ts';

/** `cxform schema`: the JSON Schema of any document, or with `--out` a file for each kind. */
export async function schemaCommand(session: Session, { out }: { out?: string }): Promise<number> {
  const schemas = allSchemas(session.world.kinds.declarable);
  if (out === undefined) {
    const any = schemas.get('cxform.json');
    invariant(any, 'there is no schema of any document');
    return session.answer({ result: any, text: jsonText(any), exitCode: 0 });
  }
  for (const [name, schema] of schemas) await session.write(join(out, name), jsonText(schema));
  return session.answer({
    result: { formatVersion: 1, schemas: [...schemas.keys()].sort() },
    text: `${schemas.size} schemas written to ${out}\n`,
    exitCode: 0,
  });
}
