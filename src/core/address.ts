/** `Kind/name`, or `Kind/name/member` for one of several resources that a manifest expands to (interface §5). */
export type Address = string & { readonly __address: never };

/** The one way to make an address. */
export function address(kind: string, name: string, member?: string): Address {
  return (member === undefined ? `${kind}/${name}` : `${kind}/${name}/${member}`) as Address;
}

/** Reads `Kind/name[/member]`; undefined where the text is no address. */
export function parseAddress(text: string): Address | undefined {
  return /^[A-Za-z]+\/[^/]+(\/[^/]+)?$/.test(text) ? (text as Address) : undefined;
}

/** The kind of what stands at an address. */
export function kindIn(of: Address): string {
  return of.slice(0, of.indexOf('/'));
}

/** An address as a reference to it is written: without its kind. */
export function nameIn(of: Address): string {
  return of.slice(of.indexOf('/') + 1);
}

/** Order by UTF-16 code units: that of every list in cxform's JSON, the same on every machine and in every locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
