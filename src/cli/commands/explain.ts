import { explain, explainKinds } from '../../app/explain.ts';
import { explanationText, kindListText } from '../../report/text/explanation.ts';
import type { Session } from '../session.ts';

interface ExplainCommandOptions {
  readonly place: string | undefined;
}

/** `cxform explain [KIND[.PATH]]`: exit 0, or 1 where there is no such kind or field. */
export async function explainCommand(session: Session, { place }: ExplainCommandOptions): Promise<number> {
  const { kinds } = session.world;
  if (place === undefined) {
    const list = explainKinds(kinds);
    return session.answer({ result: list, text: kindListText(list, session.style), exitCode: 0 });
  }
  const { explanation, diagnostics } = explain(kinds, place);
  if (!explanation) return session.refuse(diagnostics);
  return session.answer({
    result: explanation,
    text: explanationText(explanation, session.style),
    exitCode: 0,
  });
}
