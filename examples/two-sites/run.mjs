// The life of two tenants on a temporary copy of this folder, so that it can be repeated.
import { fileURLToPath } from 'node:url';
import { inCopy } from '../in-copy.mjs';

inCopy(fileURLToPath(new URL('.', import.meta.url)), ({ cxform, writes }) => {
  cxform('validate', '--tenant', 'all');
  cxform('tenants');
  cxform('plan', '--tenant', 'all');
  cxform('drift', '--tenant', 'prod');
  // Quiet: the plans were just shown.
  cxform('apply', '--tenant', 'all', '--auto-approve', '--quiet');
  const before = writes();
  cxform('plan', '--tenant', 'all');
  const more = writes() - before;
  cxform('drift', '--tenant', 'all');
  cxform('graph', '--tenant', 'prod');
  cxform('compare', 'dev', 'prod');
  process.stdout.write(`\nThe sandboxes' log of that second plan holds ${more} writes.\n`);
  if (more > 0) process.exitCode = 1;
});
