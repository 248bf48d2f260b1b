// Plan, apply and plan again on a temporary copy of this folder, so that it can be repeated.
import { fileURLToPath } from 'node:url';
import { inCopy } from '../in-copy.mjs';

inCopy(fileURLToPath(new URL('.', import.meta.url)), ({ cxform, writes }) => {
  cxform('validate');
  cxform('plan');
  cxform('drift');
  cxform('apply', '--auto-approve');
  const before = writes();
  cxform('plan');
  const more = writes() - before;
  process.stdout.write(`The sandbox's log of that second plan holds ${more} writes.\n`);
  if (more > 0) process.exitCode = 1;
});
