/** Files that could not be written, each in a sentence: no fault of the target, and none of the suite. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
}

const WHY: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'it would be larger than this process may write',
  EROFS: 'the disk is read-only',
  EACCES: 'no permission',
  EPERM: 'no permission',
  ENOENT: 'its folder is gone',
};

/** Tells which file could not be written, and why. */
export function unwritable(path: string, cause: unknown): WriteError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new WriteError(
    `${path} cannot be written: ${WHY[code ?? ''] ?? message}. What was there before is as it was.`,
    {
      cause,
    },
  );
}

/**
 * Writes several files, those after one that cannot be written too.
 * @throws WriteError that tells every file that could not be written; any other error at once
 */
export async function each(writings: readonly (() => Promise<void> | void)[]): Promise<void> {
  const failures: WriteError[] = [];
  for (const writing of writings)
    try {
      await writing();
    } catch (error) {
      if (!(error instanceof WriteError)) throw error;
      failures.push(error);
    }
  if (failures.length > 0) throw new WriteError(failures.map(({ message }) => message).join(' '));
}
