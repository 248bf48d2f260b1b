import { acceptDrift } from '../../app/accept-drift.ts';
import type { Address } from '../../core/address.ts';
import { acceptedAnswer } from '../accepted-answer.ts';
import { answerTenants } from '../answer-tenants.ts';
import type { Session } from '../session.ts';

/** `cxform drift --accept [ADDRESS…]`, `true` without any: exit 0; 1 where anything was not written into the manifests. */
export function acceptDriftCommand(session: Session, accept: readonly Address[] | true): Promise<number> {
  const addresses = accept === true ? undefined : accept;
  return answerTenants(session, async (tenant) =>
    acceptedAnswer(session, await acceptDrift(session.world, tenant, addresses)),
  );
}
