import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, jsonText } from '../../src/report/escape.ts';
import { hostileIn } from './hostile.ts';

const hostile = () =>
  fc.string({
    unit: fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom(
        ...'\u0000\u0007\b\t\n\r\u001b\u007f\u0085\u009b\u200e\u200f\u2028\u2029\u202e\u2066\u2069\ufeff',
        'é',
        '漢',
        '🙂',
        '\\',
        '"',
      ),
    ),
  });

describe('text for a terminal', () => {
  it('holds no control, bidi or line mark raw, whatever it is made of', () => {
    fc.assert(
      fc.property(hostile(), (text) => {
        expect(hostileIn(escapeText(text))).toEqual([]);
        expect(escapeText(text)).not.toContain('\n');
      }),
    );
  });

  it('shows what people write as it is', () => {
    const harmless = 'Straße, Łódź, 東京, العربية, שלום, ñ, 🙂👩🏽, "quoted" \\ /~';
    expect(escapeText(harmless)).toBe(harmless);
  });

  it('shows a hidden character by its number', () => {
    expect(escapeText('a\u202eb\nc\u001b[31md')).toBe('a\\u202eb\\u000ac\\u001b[31md');
    expect(escapeText('\ud83d')).toBe('\\ud83d');
  });

  it('tells apart what looks the same', () => {
    expect(escapeText('billing\u200b')).not.toBe(escapeText('billing'));
  });
});

describe('JSON', () => {
  it('holds no control, bidi or line mark raw but its own newlines, in values and in keys', () => {
    fc.assert(
      fc.property(hostile(), hostile(), (key, value) => {
        const text = jsonText({ [key]: [value] });
        expect(hostileIn(text)).toEqual([]);
        expect(text.split('\n').length).toBe(6);
      }),
    );
  });

  it('parses back to the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(hostile(), hostile()), (value) => {
        expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is one document with an indent of two and a newline at its end', () => {
    expect(jsonText({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}\n');
  });
});
