import type { Oracle } from './violation.ts';

/** No secret and no token is in anything that was shown, and in no file. */
export const secretsKept: Oracle = ({ appliers, files, secrets }) => {
  const places = [
    ...appliers.map(
      ({ applier, ended }) => [`the output of process ${applier}`, ended?.output ?? ''] as const,
    ),
    ...files,
  ];
  return places.flatMap(([place, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${place} has the secret ${secret}`),
  );
};
