import { init } from '../../app/init.ts';
import { hasErrors } from '../../core/diagnostic.ts';
import { initText } from '../../report/text/files.ts';
import type { Session } from '../session.ts';

interface InitCommandOptions {
  readonly name: string;
  readonly subdomain: string | undefined;
}

/** `cxform init`: exit 0, or 1 where a project cannot be begun here. */
export async function initCommand(
  session: Session,
  { name, subdomain }: InitCommandOptions,
): Promise<number> {
  const { written, diagnostics } = await init(session.world, {
    folder: session.cwd,
    name,
    ...(subdomain !== undefined && { subdomain }),
  });
  if (hasErrors(diagnostics)) return session.refuse(diagnostics);
  return session.answer({
    result: { formatVersion: 1, written, diagnostics },
    text: initText(written, session.style),
    exitCode: 0,
  });
}
