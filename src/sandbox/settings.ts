import { isMembers, type Json, type Members } from './wire.ts';

/** How this tenant behaves where tenants differ. */
export interface Settings {
  /** What a token may do (contract §1). */
  readonly scopes: readonly string[];
  /** The largest page of a list, and the size of one that asks for no size: 1 to 100. */
  readonly pageSizeMax: number;
  /** Calls allowed in any minute on each method and path template; Infinity for no limit. */
  readonly requestsPerMinute: number;
  /** What a queue shows in a field that was cleared, for tenants that fall back to a default. */
  readonly clearedQueue: Members;
}

/** All routing scopes, full pages, no rate limit, and a cleared field is absent. */
export const DEFAULT_SETTINGS: Settings = {
  scopes: [
    'routing:queue:read',
    'routing:queue:write',
    'routing:skill:read',
    'routing:skill:write',
    'users:read',
  ],
  pageSizeMax: 100,
  requestsPerMinute: Number.POSITIVE_INFINITY,
  clearedQueue: {},
};

const EXPECTED: { readonly [name in keyof Settings]: { what: string; fits(value: Json): boolean } } = {
  scopes: {
    what: 'a list of strings',
    fits: (value) => Array.isArray(value) && value.every((scope) => typeof scope === 'string'),
  },
  pageSizeMax: { what: 'a whole number from 1 to 100', fits: (value) => isWhole(value) && value <= 100 },
  requestsPerMinute: { what: 'a whole number from 1', fits: isWhole },
  clearedQueue: { what: 'an object', fits: isMembers },
};

/** True for settings as a state file may hold them; adds a sentence to `problems` for each that is not. */
export function areSettings(value: Json, problems: string[]): value is Members & Partial<Settings> {
  const found = isMembers(value) ? Object.entries(value).flatMap(problemsOf) : ['settings must be an object'];
  problems.push(...found);
  return found.length === 0;
}

function problemsOf([name, value]: [string, Json]): readonly string[] {
  if (!isSettingName(name))
    return [`settings.${name} is not a setting (${Object.keys(EXPECTED).join(', ')})`];
  return EXPECTED[name].fits(value) ? [] : [`settings.${name} must be ${EXPECTED[name].what}`];
}

function isSettingName(name: string): name is keyof Settings {
  return Object.hasOwn(EXPECTED, name);
}

function isWhole(value: Json): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}
