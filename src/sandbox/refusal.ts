/** One entry of an error body (contract §1, Requests). */
export interface Reason {
  readonly code: string;
  readonly message: string;
}

/** The statuses with which the sandbox refuses. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 423 | 429 | 500 | 503;

/** Thrown wherever a request cannot be served; becomes the answer `{errors: reasons}`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: RefusalStatus;
  readonly reasons: readonly Reason[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: RefusalStatus,
    reasons: Reason | readonly Reason[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    const all = 'code' in reasons ? [reasons] : reasons;
    super(all.map((reason) => reason.message).join('; '));
    this.status = status;
    this.reasons = all;
    this.headers = headers;
  }
}
