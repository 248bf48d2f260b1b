/** Why a ledger could not be used. */
export type LedgerErrorCode =
  | 'LEDGER_UNREADABLE'
  | 'LEDGER_UNWRITABLE'
  | 'LEDGER_DAMAGED'
  | 'LEDGER_FOREIGN'
  | 'LEDGER_MOVED'
  | 'LEDGER_BUSY'
  | 'LEASE_LOST';

/** Thrown by implementations of the Ledger port; app turns it into a diagnostic of the same code. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  readonly code: LedgerErrorCode;
  readonly hint: string;

  constructor(code: LedgerErrorCode, message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}
