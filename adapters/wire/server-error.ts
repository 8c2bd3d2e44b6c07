/** Why a server did not start. */
export type ServerErrorCode = 'bad-port' | 'port-in-use' | 'cannot-listen';

/** A server that did not start. Its message shows the port and ends with the mend, which `hint` gives alone. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  readonly code: ServerErrorCode;
  readonly hint: string;

  constructor(code: ServerErrorCode, problem: string, hint: string) {
    super(`${problem} ${hint}`);
    this.code = code;
    this.hint = hint;
  }
}

/** The address that servers here listen on: other machines cannot reach it. */
export const HOST = '127.0.0.1';

/** @throws ServerError for what is no port */
export function checkPort(port: number): void {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ServerError(
      'bad-port',
      `${port} is no port.`,
      'Give a whole number from 1 to 65535, or 0 for a free one.',
    );
}

/** What listening failed with, told with its mend. */
export const startError = (host: string, port: number, error: NodeJS.ErrnoException): ServerError =>
  error.code === 'EADDRINUSE'
    ? new ServerError('port-in-use', `Port ${port} of ${host} is in use.`, 'Give another, or 0 for a free one.')
    : new ServerError(
        'cannot-listen',
        `Cannot listen on port ${port} of ${host} (${error.code ?? error.message}).`,
        'Give another, or 0 for a free one.',
      );
