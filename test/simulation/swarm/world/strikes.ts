import type { Site, Strike } from '../run-plan.ts';

/** Counts how often each thing has happened in a run. */
export class Tally {
  readonly counts = new Map<string, number>();

  add(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }
}

/** What an applier does, counted by sort, and what strikes it at that. */
export class Strikes {
  readonly #open: Map<string, Strike>;
  readonly #counts = new Map<Site, number>();
  readonly #tally: Tally;

  constructor(strikes: readonly Strike[], tally: Tally) {
    this.#open = new Map(strikes.map((strike) => [`${strike.site} ${strike.nth}`, strike]));
    this.#tally = tally;
  }

  /**
   * Notes that it does something of that sort once more; answers how often it had before, and what strikes it now, if that can: a create
   * that came twice would be there twice, which no client can help.
   */
  next(
    site: Site,
    canBe: (kind: Strike['kind']) => boolean = () => true,
  ): { readonly nth: number; readonly strike: Strike | undefined } {
    const nth = this.#counts.get(site) ?? 0;
    this.#counts.set(site, nth + 1);
    const found = this.#open.get(`${site} ${nth}`);
    const strike = found && canBe(found.kind) ? found : undefined;
    if (strike) this.#tally.add(strike.kind);
    return { nth, strike };
  }
}
