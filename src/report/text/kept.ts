import { escapeText } from '../escape.ts';
import type { Style } from './style.ts';

/** Where a plan was kept, and what it is good for. */
export function keptText(file: string, { chalk }: Style): string {
  const name = escapeText(file);
  return `${chalk.bold(`Kept in ${name}.`)} It is carried out by: cxform apply ${name}\n`;
}
