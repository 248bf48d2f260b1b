interface NumberProblem {
  readonly code: string;
  readonly summary: string;
  readonly hint: string;
}

/**
 * Why a number cannot be taken as it was written (interface §1); undefined for one that can.
 * The summary does not repeat the number: it may be a secret that lacks its quotes.
 */
export function numberProblem(value: number, written: string): NumberProblem | undefined {
  if (!Number.isFinite(value)) {
    return {
      code: 'NUMBER_NOT_FINITE',
      summary: 'is not a finite number',
      hint: 'Write a number, or quote it if it is text',
    };
  }
  const hint = 'Put it in quotes if it is an id, a phone number or other text';
  if (/^[-+]?0[\d_]/.test(written)) {
    return { code: 'NUMBER_AMBIGUOUS', summary: 'is a number that begins with 0', hint };
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return { code: 'NUMBER_AMBIGUOUS', summary: 'is too large to be kept exactly as a number', hint };
  }
  return undefined;
}
