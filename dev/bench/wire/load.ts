/** The client process of the bench of servers: one load to warm up, and the same again when it is told to go. */
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';

/** A request as undici is given it. */
export interface Request {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Requests that are sent in turn, again and again. */
export interface Load {
  readonly url: string;
  readonly calls: number;
  readonly requests: readonly Request[];
}

const CONNECTIONS = 8;

/** The client process: puts the load on a server, over some connections at once; gives the milliseconds for all calls. */
async function putLoad({ url, calls, requests }: Load): Promise<number> {
  const pool = new Pool(url, { connections: CONNECTIONS });
  let left = calls;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (left > 0) {
        left -= 1;
        const { statusCode, body } = await pool.request(requests[left % requests.length] as Request);
        const text = await body.text();
        if (statusCode !== 200) throw new Error(`The server answered ${statusCode}: ${text}`);
      }
    }),
  );
  const ms = performance.now() - started;
  await pool.close();
  return ms;
}

/** The file of this process. */
export const LOAD_PROCESS = fileURLToPath(import.meta.url);

if (process.argv[1] === LOAD_PROCESS) {
  const load = JSON.parse(process.argv[2] ?? '') as Load;
  await putLoad(load);
  process.send?.('warm');
  await once(process, 'message');
  process.send?.(await putLoad(load));
}
