/** The services of a tenant (contract §1). */
export const serviceNames = ['routing', 'scheduling', 'workforce', 'commitments', 'campaigns'] as const;
