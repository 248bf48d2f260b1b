import { graph } from '../../app/graph.ts';
import { sortDiagnostics } from '../../core/diagnostic.ts';
import { dotDrawing } from '../../report/dot/graph.ts';
import type { Drawing } from '../../report/drawing.ts';
import { mermaidDrawing } from '../../report/mermaid/graph.ts';
import { diagnosticsText } from '../../report/text/diagnostics.ts';
import { textDrawing } from '../../report/text/graph.ts';
import { refusing } from '../answer.ts';
import { answerTenants } from '../answer-tenants.ts';
import type { Session } from '../session.ts';

/** `cxform graph`: exit 0, or 1 where the manifests are wrong. What they warn of does not mix with the drawing. */
export function graphCommand(session: Session): Promise<number> {
  const drawing = drawingFor(session);
  return answerTenants(session, async (tenant) => {
    const made = await graph(session.world, tenant);
    if (!made.views) return refusing(made.diagnostics, session.errorStyle);
    const { views } = made;
    const diagnostics = sortDiagnostics(made.diagnostics);
    return {
      result: { formatVersion: 1, tenant: tenant.name, views, diagnostics },
      text: views.map((view) => drawing.draw(tenant.name, view)).join('\n'),
      aside: diagnosticsText(diagnostics, session.errorStyle),
      exitCode: 0,
    };
  });
}

function drawingFor({ options, style }: Session): Drawing {
  if (options.format === 'mermaid') return mermaidDrawing();
  return options.format === 'dot' ? dotDrawing() : textDrawing(style);
}
