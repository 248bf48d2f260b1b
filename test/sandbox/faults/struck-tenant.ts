import { FAULT_KINDS, type FaultKind } from '../../../src/sandbox/faults/faults.ts';
import type { FaultRates } from '../../../src/sandbox/faults/faulty.ts';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/tokens.ts';
import { type OpenedTenant, openTenant } from '../opened-tenant.ts';

/** Chance that strikes the next request after it was told to, and no other. */
class Strikes {
  #isDue = false;

  strike(): void {
    this.#isDue = true;
  }

  next(): number {
    const drawn = this.#isDue ? 0 : 0.999_999;
    this.#isDue = false;
    return drawn;
  }

  hex(): string {
    throw new Error('no fault makes ids');
  }
}

export interface StruckTenant {
  readonly tenant: OpenedTenant;
  /** The next request is struck. */
  strike(): void;
  /** Sends as `tenant.call` does, struck, and answers what comes at once. */
  struck(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response>;
}

/** A tenant with a token at hand that a fault of that kind strikes when it is asked to. */
export async function struckTenant(kind: FaultKind, state?: unknown): Promise<StruckTenant> {
  const random = new Strikes();
  const rates: FaultRates = new Map([[kind, 0.5]]);
  const tenant = await openTenant(state, { faults: { rates, random } });
  const { access_token } = (await tenant.send('POST', '/oauth/token', credentials)).body ?? {};
  return {
    tenant,
    strike: () => random.strike(),
    async struck(method, path, body, signal) {
      const request = new Request(`${tenant.sandbox.baseUrl}${path}`, {
        method,
        headers: { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      });
      random.strike();
      return tenant.sandbox.fetch(request);
    },
  };
}

export const credentials = {
  grant_type: 'client_credentials',
  client_id: SANDBOX_CREDENTIALS.clientId,
  client_secret: SANDBOX_CREDENTIALS.clientSecret,
};

export const everyKind = FAULT_KINDS;
