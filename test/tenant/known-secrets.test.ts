import { describe, expect, it } from 'vitest';
import { KnownSecrets } from '../../src/tenant/errors/known-secrets.ts';

describe('KnownSecrets', () => {
  it('keeps the client secrets and the last hundred tokens', () => {
    const secrets = new KnownSecrets(['s1', 's2', 's1']);
    const { all } = secrets;
    for (let n = 1; n <= 150; n++) secrets.addToken(`t${n}`);
    expect(all).toHaveLength(102);
    expect([...all.slice(0, 3), all.at(-1)]).toEqual(['s1', 's2', 't51', 't150']);
  });

  it('keeps a token that is given again once', () => {
    const secrets = new KnownSecrets([]);
    for (const token of ['a', 'a', 'b']) secrets.addToken(token);
    expect(secrets.all).toEqual(['a', 'b']);
  });
});
