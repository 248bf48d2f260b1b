import type { ObjectKind } from './kind.ts';

/**
 * Whether an object is read again right before it is written: where no version guards it, and where the write sends what the tenant
 * itself moves, so that it shall be as fresh as can be.
 */
export function rereadsBeforeWrite({ fields }: ObjectKind, version: string | number | undefined): boolean {
  return version === undefined || (fields.writeOnly ?? []).length > 0;
}

/** Whether it is made sure right before a create that nobody has created it: where the create would write over what is there. */
export function rereadsBeforeCreate({ identity }: Pick<ObjectKind, 'identity'>): boolean {
  return identity.by === 'reference';
}
