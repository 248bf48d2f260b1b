import { escapeText } from '../escape.ts';
import type { Style } from './style.ts';

interface SandboxShown {
  readonly baseUrl: string;
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
  /** The state file as the person named it. */
  readonly state: string;
  /** YAML. */
  readonly tenant: string;
}

/** How to use a sandbox that is ready. */
export function sandboxText(
  { baseUrl, credentials: { clientId, clientSecret }, state, tenant }: SandboxShown,
  { chalk }: Style,
): string {
  return `A sandbox tenant is ready at ${chalk.bold(baseUrl)}; ${escapeText(state)} holds it.

${chalk.dim('# cxform.yaml, beside a folder manifests/')}
${tenant}
${chalk.dim('# in another terminal')}
export CXONE_CLIENT_ID=${clientId} CXONE_CLIENT_SECRET=${clientSecret}
cxform plan

What it was asked: ${baseUrl}/_sandbox/requests
What it serves:    ${baseUrl}/_sandbox/openapi.json

Ctrl-C ends it.
`;
}
