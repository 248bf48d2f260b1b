const tokensMax = 100;

/**
 * What a connection was ever told in confidence: no message of it may show any. Client secrets are kept for good, of the tokens the last
 * hundred: a tenant may speak of one that has been renewed long since.
 */
export class KnownSecrets {
  /** Grows, so that whoever holds it knows of tokens that come later. */
  readonly all: readonly string[];
  readonly #all: string[];
  readonly #clientSecretCount: number;

  constructor(clientSecrets: readonly string[]) {
    this.#all = [...new Set(clientSecrets)];
    this.#clientSecretCount = this.#all.length;
    this.all = this.#all;
  }

  addToken(token: string): void {
    if (this.#all.includes(token)) return;
    this.#all.push(token);
    if (this.#all.length > this.#clientSecretCount + tokensMax) this.#all.splice(this.#clientSecretCount, 1);
  }
}
