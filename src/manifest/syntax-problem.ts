import type { YAMLError } from 'yaml';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { Locate } from './locate.ts';

/**
 * What is wrong with a text as YAML, in plain words. It never repeats the text: a secret could stand there.
 * The library's own words are used only for the codes whose messages are fixed.
 */
export function syntaxProblem({ code, message, pos }: YAMLError, locate: Locate): Diagnostic {
  const source = locate(pos[0]);
  if (code === 'TAG_RESOLVE_FAILED') {
    return error({
      code: 'UNKNOWN_TAG',
      summary: 'This tag is not read: only the tags of plain YAML values are, on values that fit them',
      hint: 'Remove the tag. A text that begins with ! needs quotes',
      source,
    });
  }
  const summary = summaries[code] ?? 'This is no valid YAML';
  const detail = fixedMessages.has(code) ? { detail: message } : {};
  return error({
    code: 'YAML_SYNTAX',
    summary,
    ...detail,
    hint: 'Correct this line, or the one above it',
    source,
  });
}

const fixedMessages: ReadonlySet<string> = new Set(['BAD_INDENT', 'MISSING_CHAR', 'MULTILINE_IMPLICIT_KEY']);

const summaries: { readonly [code: string]: string } = {
  ALIAS_PROPS: 'An alias can have no tag and no anchor',
  BAD_ALIAS: 'An anchor or alias has no name',
  BAD_DIRECTIVE: 'This % line is no YAML directive that cxform reads',
  BAD_DQ_ESCAPE: 'This escape does not exist; inside double quotes a \\ is written \\\\',
  BAD_INDENT: 'The indentation does not fit the lines above',
  BAD_PROP_ORDER: 'An anchor or tag stands before the indicator it belongs after',
  BAD_SCALAR_START: 'A text that begins with @ or ` needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'A second "key:" stands on one line; a text that holds ": " needs quotes',
  BLOCK_IN_FLOW: 'Inside [ ] or { } no indented map or list can stand',
  KEY_OVER_1024_CHARS: 'A key is longer than 1024 characters',
  MISSING_CHAR: 'Something is missing here',
  MULTILINE_IMPLICIT_KEY: 'A key must stand on one line and be followed by a colon',
  MULTIPLE_ANCHORS: 'A value can have one anchor only',
  MULTIPLE_TAGS: 'A value can have one tag only',
  TAB_AS_INDENT: 'A tab is used for indentation; YAML allows only spaces',
  UNEXPECTED_TOKEN: 'This was not expected here; are a quote, a comma or an indentation missing?',
};
