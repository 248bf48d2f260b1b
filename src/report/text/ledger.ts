import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Compaction, LedgerCheck } from '../../core/ledger-check.ts';
import type { LeaseHolder } from '../../core/ports.ts';
import { escapeText } from '../escape.ts';
import { diagnosticsText } from './diagnostics.ts';
import { counted, type Style } from './style.ts';

/** What looking at every line of a ledger found, for people. */
export function ledgerCheckText(tenant: string, check: LedgerCheck, style: Style): string {
  const { entries, head, values, erased, diagnostics } = check;
  const { chalk } = style;
  const said = diagnosticsText(diagnostics, style);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const damage = errors.filter(({ code }) => code !== 'LEDGER_FOREIGN').length;
  const whole = errors.length > 0 ? chalk.red("another tenant's") : 'whole';
  const verdict = damage > 0 ? chalk.red(`damaged in ${counted(damage, 'place')}`) : whole;
  const counts = `${counted(entries, 'entry', 'entries')}, ${counted(values, 'value')}, ${erased} erased`;
  const end = head === '' ? '' : ` The journal ends with ${escapeText(head)}.`;
  return `${said}${said && '\n'}${chalk.bold(`${escapeText(tenant)}: ${verdict}.`)} ${counts}.${end}\n`;
}

/** Who holds a ledger, or what is known of it. */
export function obstacleText(
  tenant: string,
  { holder, why }: { readonly holder?: LeaseHolder; readonly why?: Diagnostic },
  style: Style,
): string {
  if (!holder) return diagnosticsText(why ? [why] : [], style);
  const { run, pid, host, since, expiresAt } = holder;
  const who = escapeText(`run ${run}, process ${pid} on ${host}`);
  const when = escapeText(`since ${since}, until ${expiresAt} where it is not renewed`);
  return `${style.chalk.bold(`${escapeText(tenant)} is held by ${who}`)}, ${when}.\n`;
}

/** Whether the lease was taken away, and from whom where that is known. */
export function unlockedText(
  tenant: string,
  { unlocked, from }: { readonly unlocked: boolean; readonly from: LeaseHolder | null },
  { chalk }: Style,
): string {
  const name = escapeText(tenant);
  if (!unlocked) return `${chalk.bold(`${name}: nobody holds the ledger.`)} Nothing was changed.\n`;
  const next = 'can write no more; the next apply finds out what became of its writes';
  const rest = from ? ` The run ${escapeText(from.run)} ${next}.` : '';
  return `${chalk.bold(`${name}: unlocked.`)}${rest}\n`;
}

/** How many values of an address were erased. */
export function erasedText(
  tenant: string,
  { address, erased }: { readonly address: string; readonly erased: number },
  { chalk }: Style,
): string {
  const what = `${escapeText(tenant)}: ${counted(erased, 'value')} of ${escapeText(address)} erased.`;
  return `${chalk.bold(what)} What happened to it, and when, is still in the journal.\n`;
}

/** What a compaction came to. */
export function compactedText(
  tenant: string,
  { before, after, archive }: Compaction,
  { chalk }: Style,
): string {
  const name = escapeText(tenant);
  if (archive === undefined) return `${chalk.bold(`${name}: nothing to leave out.`)} All of it is needed.\n`;
  const counts = `${counted(before, 'entry', 'entries')} before, ${after} now`;
  return `${chalk.bold(`${name}: ${counts}.`)} The journal before is kept in ${escapeText(archive)}.\n`;
}
