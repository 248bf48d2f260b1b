import type { Asked } from '../wire/asked.ts';

/** What a 401 means, the most likely first; cxform has renewed the token before it says so (contract §1). */
export function unauthorizedCauses(asked: Asked): string {
  return inOrder(asked, unauthorized[asked.service] ?? [wrongCredentials, wrongScopes, expired]);
}

/** What a 403 means, the most likely first (contract §1). */
export function forbiddenCauses(asked: Asked): string {
  return inOrder(asked, forbidden[asked.service] ?? [missingScope]);
}

type Causes = Readonly<Record<string, readonly string[]>>;

const wrongCredentials = 'the client id or the client secret is wrong';
const wrongScopes = 'the scopes do not fit the endpoint';
const expired = 'the token expired';
const missingScope = 'a scope is missing';
const wrongRegion = 'the host is that of another region';
const notLicensed = (what: string) => `${what} not licensed, or a trial`;

const unauthorized: Causes = {
  workforce: [wrongCredentials, 'the wfm:* scopes are not enabled for this client', wrongScopes, expired],
  campaigns: [wrongCredentials, 'the client is not of the type confidential', wrongScopes, expired],
};

const forbidden: Causes = {
  scheduling: [missingScope, 'API access is disabled for this client'],
  workforce: [missingScope, notLicensed('WFM Optimization or WFM Standard/Premium is'), wrongRegion],
  commitments: [
    missingScope,
    'a permission is missing: WFM > Schedules > Edit, WFM > Schedules > Publish or WFM > Agents > View',
    notLicensed('WFM or the agent seats are'),
    wrongRegion,
  ],
  campaigns: [missingScope, 'the Outbound Campaign or the Analytics role is missing'],
};

const inOrder = (asked: Asked, causes: readonly string[]) =>
  `Check ${asked.service} at ${asked.url.host}, scopes asked for: ${asked.scopes.join(' ') || 'none'}. ` +
  `Likely causes, the likeliest first: ${causes.join('; ')}`;
