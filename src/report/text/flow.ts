import { isArray, isObject, type Json } from '../../core/json.ts';

/** A value as manifests have it, on one line: `{skill: billing, level: 3}`. It is YAML, and not escaped for any medium. */
export function flowText(value: Json): string {
  if (typeof value === 'string') return isPlain(value) ? value : JSON.stringify(value);
  if (isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (!isObject(value)) return String(value);
  const members = Object.entries(value).map(([key, member]) => `${flowText(key)}: ${flowText(member)}`);
  return `{${members.join(', ')}}`;
}

/** A text that needs no quotes: no reader of YAML takes it for anything but a text. */
function isPlain(text: string): boolean {
  if (/^(\d+(ms|[hms]))+$/.test(text)) return true;
  return /^[A-Za-z/]([\w./@: -]*[\w/])?$/.test(text) && !text.includes(': ') && !isWordOfYaml.test(text);
}

const isWordOfYaml = /^(true|false|null|yes|no|on|off|y|n)$/i;
