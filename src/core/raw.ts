import type { JsonObject } from './json.ts';

/** An object as its API returned it. */
export type Raw = JsonObject;
