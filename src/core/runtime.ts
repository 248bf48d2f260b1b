/** The Node that cxform runs on. */
export interface Runtime {
  /** Such as `20.18.1`. */
  readonly node: string;
  /** The versions that cxform is made for, as package.json says it: `>=20.18.1`. */
  readonly nodeWanted: string;
  /** The version of the time zones' data, such as `2025b`; undefined where Node does not say. */
  readonly tz: string | undefined;
  /** The version of the library that holds them. */
  readonly icu: string | undefined;
  /** The hour of the day (0 to 23) in a zone at a moment; undefined where the zone is not known. */
  hourIn(timeZone: string, atMs: number): number | undefined;
}
