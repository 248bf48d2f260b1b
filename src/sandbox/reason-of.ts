/** What an error says, in words that go behind a colon. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
