/** The reference as a server: for any client, and as a target of the suite itself. */
export { serveReference, startServer, type ServedReference, type ServeOptions } from './serve.ts';
export type { RefusedCalls } from './watch.ts';
export { servedTarget, type ServedTargetOptions } from './target.ts';
