import packageFile from '../../package.json' with { type: 'json' };

// Scripts ask for the version alone, and often: nothing else is loaded for that.
const [only, ...more] = process.argv.slice(2);
if (more.length === 0 && (only === '--version' || only === '-V')) {
  // A reader that has gone away already is no error.
  process.stdout.on('error', () => {});
  process.stdout.write(`${packageFile.version}\n`);
} else {
  const { tuneEngine } = await import('../host/engine-tuning.ts');
  tuneEngine(process.versions.node);
  await import('./main.ts');
}
