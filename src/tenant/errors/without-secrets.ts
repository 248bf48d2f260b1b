/**
 * A text with `***` for each secret in it, also where the secret is written as a URL, a form, JSON or base64 would write it, and in
 * letters of any case, as a host name has it.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .flatMap(spellings)
    .sort((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replace(new RegExp(escaped(secret), 'gi'), '***'), text);
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function spellings(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const form = new URLSearchParams([['', secret]]).toString().slice(1);
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [secret, encodeURIComponent(secret), form, json, json.replaceAll('/', '\\/'), base64];
}
