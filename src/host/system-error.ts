import { systemErrorCode } from '../core/system-error.ts';

/** The answer, or undefined where nothing is at the path. Any other error of the system is thrown. */
export async function orAbsent<T>(access: Promise<T>): Promise<T | undefined> {
  try {
    return await access;
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** Whether an error says that nothing is at a path. */
export function isAbsence(error: unknown): boolean {
  const code = systemErrorCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}
