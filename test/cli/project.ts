import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tempFolder } from '../support/temp-folder.ts';

/** Files by their path in the project. */
export type ProjectFiles = Readonly<Record<string, string | Uint8Array>>;

/** A Tenant that is reached through the environment, without pauses, second tries and advice. */
export const acme = `apiVersion: cxform/v1
kind: Tenant
metadata: {name: acme}
spec:
  credentials: {clientId: {env: CXONE_CLIENT_ID}, clientSecret: {env: CXONE_CLIENT_SECRET}}
  endpoints:
    routing: {baseUrl: {env: CXONE_ROUTING_URL}, requestsPerMinute: 10000, retry: {attempts: 1}}
  checks: {SKILL_UNUSED: off, QUEUE_WITHOUT_SKILLS: off}
`;

/** The same, and it waits two seconds at most: for an answer, and for what became of a write whose answer was lost. */
export const hasty = acme.replace('{baseUrl:', '{timeout: 2s, baseUrl:');

/** A real folder with a Tenant, its `manifests` folder and whatever else is given; gone when the test is over. */
export async function makeProject(files: ProjectFiles = {}): Promise<string> {
  const folder = await tempFolder();
  await mkdir(join(folder, 'manifests'));
  await writeFiles(folder, { 'cxform.yaml': acme, ...files });
  return folder;
}

export async function writeFiles(folder: string, files: ProjectFiles): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** One manifest on one line; JSON is YAML. Joined by newlines, the nth of a file stands on line n × 2. */
export function manifest(kind: string, name: string, spec: object = {}): string {
  const json = JSON.stringify({ apiVersion: 'cxform/v1', kind, metadata: { name }, spec });
  return `---\n${json.replace(rawInJson, (raw) => `\\u00${raw.charCodeAt(0).toString(16)}`)}`;
}

/** Control characters that JSON leaves as they are and YAML does not allow. */
const rawInJson = /[\u007f-\u009f]/g;

/** A file of manifests. */
export function manifests(...documents: readonly string[]): string {
  return `${documents.join('\n')}\n`;
}
