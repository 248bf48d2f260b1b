import type { ExportedManifest } from '../core/kind.ts';
import { apiVersion } from '../manifest/document-schema.ts';
import { printManifests } from '../manifest/print/print.ts';
import { fileFor } from './write-manifests.ts';

/** What a project begins with. */
export interface Starter {
  /** Of the Tenant. */
  readonly name: string;
  /** The tenant's part of the default host names; without it the Tenant is a sandbox inside the process. */
  readonly subdomain?: string;
}

/** The files that a project begins with, the Tenant first: name → text. */
export function starterFiles(
  { name, subdomain }: Starter,
  manifests: readonly ExportedManifest[],
): readonly (readonly [string, string])[] {
  const isSandbox = subdomain === undefined;
  return [
    ['cxform.yaml', tenantText(name, subdomain)],
    // Examples are for a tenant of one's own: in a real one nobody asked for them.
    ...(isSandbox
      ? [
          ...manifests.map((one) => [fileFor('manifests', one), printManifests([one])] as const),
          ['tenant.json', stateText] as const,
        ]
      : [['manifests/.gitkeep', ''] as const]),
  ];
}

function tenantText(name: string, subdomain: string | undefined): string {
  const where =
    subdomain === undefined
      ? `  # A tenant inside the process, to try things out. For a real one remove this and write its
  # subdomain and credentials: {clientId: {env: CXONE_CLIENT_ID}, clientSecret: {env: CXONE_CLIENT_SECRET}}
  sandbox: {state: tenant.json}
`
      : `  subdomain: ${JSON.stringify(subdomain)}
  credentials:
    clientId: {env: CXONE_CLIENT_ID}
    clientSecret: {env: CXONE_CLIENT_SECRET}
`;
  return `# What cxform manages, and where. cxform plan shows what would change.
apiVersion: ${apiVersion}
kind: Tenant
metadata:
  name: ${JSON.stringify(name)}
spec:
${where}  manifests:
    - manifests/
  # Delete what Git no longer has. Off until you trust it.
  prune: false
`;
}

const stateText = `${JSON.stringify({ routing: { skills: [], queues: [], users: [], profiles: [] } }, null, 2)}\n`;
