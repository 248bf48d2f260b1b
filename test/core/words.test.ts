import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Address, address, kindIn, nameIn, parseAddress } from '../../src/core/address.ts';
import { type Diagnostic, error, sortDiagnostics, warning } from '../../src/core/diagnostic.ts';
import { BugError, invariant } from '../../src/core/invariant.ts';
import { asReference, referenceKey, referenceSegment } from '../../src/core/reference.ts';
import { Secret } from '../../src/core/secret.ts';
import { suggest } from '../../src/core/suggest.ts';

describe('an address', () => {
  it('is read back in its parts', () => {
    const billing = address('Queue', 'billing');
    expect([kindIn(billing), nameIn(billing), parseAddress(billing)]).toEqual(['Queue', 'billing', billing]);
    expect(nameIn('Shift/w23/ana' as Address)).toBe('w23/ana');
  });

  it.each(['', 'Queue', 'Queue/', '/billing', 'Queue/a/b/c', 'Que ue/a'])('is not %j', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });
});

describe('a reference', () => {
  it('is known by name, else by id, and named as the manifest wrote it', () => {
    const bound = { external: 'English', id: '1' };
    expect([referenceKey('a'), referenceSegment('a')]).toEqual(['a', 'a']);
    expect([referenceKey({ id: '1' }), referenceSegment({ id: '1' })]).toEqual(['id:1', 'id:1']);
    expect([referenceKey(bound), referenceSegment(bound)]).toEqual(['id:1', 'external:English']);
    expect(referenceKey({ external: 'English' })).toBe('external:English');
  });

  it('has no other form', () => {
    for (const value of [undefined, null, 1, ['a'], {}, { id: 1 }, { name: 'a' }]) {
      expect(asReference(value)).toBeUndefined();
    }
  });
});

describe('a suggestion', () => {
  it('is the nearest candidate, whatever its case', () => {
    expect(suggest('biling', ['billing', 'boiling'])).toBe('billing');
    expect(suggest('BILLING', ['billing'])).toBe('billing');
  });

  it('is none where nothing is near', () => {
    expect(suggest('billing', ['chat', 'outages'])).toBeUndefined();
    expect(suggest('billing', [])).toBeUndefined();
  });
});

describe('a secret', () => {
  it('shows itself in no way of printing', () => {
    const secret = new Secret('hunter2');
    const shown = [
      String(secret),
      `${secret}`,
      JSON.stringify({ secret }),
      inspect({ secret }, { depth: 9 }),
    ];
    for (const text of shown) expect(text).not.toContain('hunter2');
    expect(shown[2]).toBe('{"secret":"***"}');
    expect(secret.reveal()).toBe('hunter2');
  });
});

describe('diagnostics as shown', () => {
  it('stand by severity, then place, then code', () => {
    const at = (line: number) => ({ file: 'a.yaml', line, column: 1 });
    const given: Diagnostic[] = [
      { severity: 'info', code: 'I', summary: '' },
      warning({ code: 'W', summary: '' }),
      error({ code: 'E10', summary: '', source: at(10) }),
      error({ code: 'E9B', summary: '', source: at(9) }),
      error({ code: 'E9A', summary: '', source: at(9) }),
      error({ code: 'E0', summary: '' }),
    ];
    const order = ['E0', 'E9A', 'E9B', 'E10', 'W', 'I'];
    expect(sortDiagnostics(given).map(({ code }) => code)).toEqual(order);
    expect(sortDiagnostics([...given].reverse()).map(({ code }) => code)).toEqual(order);
  });
});

describe('an invariant', () => {
  it('that does not hold is a bug in cxform', () => {
    expect(() => invariant(false, 'x')).toThrow(BugError);
    expect(() => invariant(true, 'x')).not.toThrow();
  });
});
