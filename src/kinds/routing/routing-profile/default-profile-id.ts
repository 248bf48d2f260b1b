/** The id of the profile that an agent has who was given no other (contract §2). */
export function defaultProfileId(agentId: string): string {
  return `${agentId}/routing-profiles/default`;
}
