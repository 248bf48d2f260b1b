import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../src/tenant/errors/without-secrets.ts';

const secret = `q"u'o<t>e & a/m+p é=%\\ end`;

const codeOf = (character: string) => character.codePointAt(0) ?? 0;
const hexOf = (character: string) => codeOf(character).toString(16);
const each = (form: (character: string) => string) => (text: string) => Array.from(text, form).join('');
const units = (form: (unit: number) => string) => (text: string) =>
  text
    .split('')
    .map((unit) => form(unit.charCodeAt(0)))
    .join('');
const hex4 = (unit: number) => unit.toString(16).padStart(4, '0');
const names: { readonly [character: string]: string } = {
  '"': 'quot',
  "'": 'apos',
  '<': 'lt',
  '>': 'gt',
  '&': 'amp',
  '/': 'sol',
  '+': 'plus',
  '=': 'equals',
  '%': 'percnt',
  '\\': 'bsol',
  é: 'eacute',
  ß: 'szlig',
};

/** Ways to write a character. */
const forms: { readonly [name: string]: (text: string) => string } = {
  raw: (text) => text,
  json: (text) => JSON.stringify(text).slice(1, -1),
  'json with slashes escaped': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  'json in ASCII': units((unit) =>
    unit > 126 ? `\\u${hex4(unit)}` : JSON.stringify(String.fromCharCode(unit)).slice(1, -1),
  ),
  'json in ASCII, with capitals': units((unit) => `\\u${hex4(unit).toUpperCase()}`),
  javascript: each((one) => (codeOf(one) < 256 ? `\\x${hexOf(one).padStart(2, '0')}` : `\\u{${hexOf(one)}}`)),
  uri: encodeURIComponent,
  'uri with small letters': (text) =>
    encodeURIComponent(text).replace(/%../g, (found) => found.toLowerCase()),
  'uri, all of it': (text) => Buffer.from(text).toString('hex').replace(/../g, '%$&'),
  form: (text) => new URLSearchParams([['', text]]).toString().slice(1),
  html: (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
  'html with names': each((one) => (names[one] ? `&${names[one]};` : one)),
  'html with capital names': each((one) => (names[one] ? `&${names[one]?.toUpperCase()};` : one)),
  'html with decimals': each((one) => `&#${codeOf(one)};`),
  'html with zeros': each((one) => `&#000${codeOf(one)};`),
  'html with small hex': each((one) => `&#x${hexOf(one)};`),
  'html with capital hex': each((one) => `&#X${hexOf(one).toUpperCase()};`),
};

describe('a secret is hidden', () => {
  it.each(Object.entries(forms))('as %s', (_, form) => {
    expect(withoutSecrets(`said ${form(secret)}, no more`, [secret])).toBe('said ***, no more');
  });

  it.each([
    ['base64', Buffer.from(secret).toString('base64').replace(/=+$/, '')],
    ['base64 of URLs', Buffer.from(secret).toString('base64url')],
    ['base64 in a URL', encodeURIComponent(Buffer.from(`${secret}\u00ff\u00ff?>`).toString('base64'))],
  ])('as %s', (_, written) => {
    const shown = withoutSecrets(`said ${written}, no more`, [secret, `${secret}\u00ff\u00ff?>`]);
    expect(shown).toMatch(/^said \*\*\*(?:%3D)*, no more$/);
  });

  it('in letters of any case', () => {
    expect(withoutSecrets('https://TOK5F2C.example', ['tok5f2c'])).toBe('https://***.example');
  });

  it('wherever it stands, as often as it does', () => {
    const text = `${secret}${forms.html?.(secret)} ${forms.uri?.(secret)}`;
    expect(withoutSecrets(text, [secret])).toBe('****** ***');
  });

  it('where one secret is a part of another, or overlaps it', () => {
    expect(withoutSecrets('id:abcdef', ['abcdef', 'id:abcdef'])).toBe('***');
    expect(withoutSecrets('abcdef', ['abcd', 'cdef'])).toBe('***');
  });

  it('and nothing else is touched', () => {
    const text = '100% of \\d &amp; &nothing; &#x110000; %zz %e9 a+b \\';
    expect(withoutSecrets(text, ['', secret])).toBe(text);
    expect(withoutSecrets(text, [])).toBe(text);
  });
});

/** What such a secret needs; blanks alone would hide everything. */
const anySecret = fc
  .array(
    fc.constantFrom(...`"'<>&;#/\\+=%éß漢🎉 :.-_~!*()xu0`, 'a', 'B', '2', '%41', '&amp;', '\\n', '&#39;'),
    {
      minLength: 4,
      maxLength: 20,
    },
  )
  .map((parts) => `k${parts.join('')}z`);

const anyForm = fc.constantFrom(...Object.values(forms));

describe('any secret is hidden', () => {
  it('in any form, and in any form of that', () => {
    fc.assert(
      fc.property(anySecret, anyForm, anyForm, (one, inner, outer) => {
        expect(withoutSecrets(`[${inner(one)}]`, [one])).toBe('[***]');
        expect(withoutSecrets(`[${outer(inner(one))}]`, [one])).toBe('[***]');
      }),
      { numRuns: 1_000 },
    );
  });

  it('in base64, in any form', () => {
    fc.assert(
      fc.property(anySecret, anyForm, (one, form) => {
        const base64 = Buffer.from(one).toString('base64').replace(/=+$/, '');
        expect(withoutSecrets(`[${form(base64)}]`, [one])).toBe('[***]');
      }),
      { numRuns: 300 },
    );
  });
});

it('a text of nothing but escapes of escapes is looked through at once', () => {
  const text = '&amp;amp;amp;%2525\\\\u0026'.repeat(10_000);
  const secrets = Array.from({ length: 102 }, (_, index) => `${secret}${index}`);
  expect(withoutSecrets(text, secrets)).toBe(text);
});
