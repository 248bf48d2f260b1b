/** The character that HTML has a name for; undefined for names of others than ASCII and Latin-1 have. Capitals do not count. */
export function namedEntity(name: string): string | undefined {
  return byName.get(name.toLowerCase());
}

const ascii: readonly (readonly [string, string])[] = [
  ['\t', 'tab'],
  ['\n', 'newline'],
  ['!', 'excl'],
  ['"', 'quot'],
  ['#', 'num'],
  ['$', 'dollar'],
  ['%', 'percnt'],
  ['&', 'amp'],
  ["'", 'apos'],
  ['(', 'lpar'],
  [')', 'rpar'],
  ['*', 'ast midast'],
  ['+', 'plus'],
  [',', 'comma'],
  ['.', 'period'],
  ['/', 'sol'],
  [':', 'colon'],
  [';', 'semi'],
  ['<', 'lt'],
  ['=', 'equals'],
  ['>', 'gt'],
  ['?', 'quest'],
  ['@', 'commat'],
  ['[', 'lsqb lbrack'],
  ['\\', 'bsol'],
  [']', 'rsqb rbrack'],
  ['^', 'hat'],
  ['_', 'lowbar underbar'],
  ['`', 'grave diacriticalgrave'],
  ['{', 'lcub lbrace'],
  ['|', 'verbar vert verticalline'],
  ['}', 'rcub rbrace'],
];

/** From the no-break space, 160, on. */
const latin1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil ' +
  'sup1 ordm raquo frac14 frac12 frac34 iquest agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute ' +
  'icirc iuml eth ntilde ograve oacute ocirc otilde ouml times oslash ugrave uacute ucirc uuml yacute thorn szlig agrave aacute acirc ' +
  'atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide ' +
  'oslash ugrave uacute ucirc uuml yacute thorn yuml';

const byName = new Map([
  ...ascii.flatMap(([character, names]) => names.split(' ').map((name) => [name, character] as const)),
  ...latin1.split(' ').map((name, index) => [name, String.fromCharCode(160 + index)] as const),
]);
