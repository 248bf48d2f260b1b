import type { Session } from './session.ts';

/** What a command line needs to be about the same Tenant, where the one that was given had to name it: ` --tenant prod`; else nothing. */
export function tenantOption({ options }: Session, name: string): string {
  return options.tenant === undefined ? '' : ` --tenant ${name}`;
}
