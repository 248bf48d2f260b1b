/** What an option says, as a number. Throws an Error that names the option. */
export function wholeNumber(option: string, text: string, least = 1, most = 2 ** 31): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new Error(`${option}: ${text} is no whole number from ${least} to ${most}`);
}
