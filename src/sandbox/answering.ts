import type { Refusal } from './refusal.ts';

/** Answers a request. What it throws is a connection that was lost. */
export type Answering = (request: Request) => Promise<Response>;

/** A refusal as the API answers it (contract §1, Requests). */
export function refusalAnswer({ status, reasons, headers }: Refusal): Response {
  return Response.json({ errors: reasons }, { status, headers });
}
