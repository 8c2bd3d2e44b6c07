/** The AWS protocols in front of an Api: over HTTP, or as an SDK client's request handler. */
export type { Handle, WireAnswer, WireRequest, WireResponse } from './exchange.ts';
export { wireHandler, type OnFault } from './handler.ts';
export { inProcessHandler, type InProcessHandler } from './request-handler.ts';
export { FaultPlan, type Disturbance } from './faults.ts';
export { FaultsError, LONGEST_LATENCY, type Faults, type ScriptedFault } from './fault-checks.ts';
export { faultyHandler, type FaultyOptions } from './faulty-handler.ts';
export { ADMIN_PATH, PAGE_PATHS, withAdmin, type Admin } from './admin.ts';
export { startServer, type ServerOptions, type WireServer } from './server.ts';
export { ServerError, type ServerErrorCode } from './server-error.ts';
export { troublesOf, type Trouble } from './troubles.ts';
export { protocolOf } from './protocols.ts';
export { fromJson, jsonOf } from './json-members.ts';
export { uriEncoded } from './uri.ts';
export { readRequest } from './handler.ts';
export { logLine, type ServedAnswer, type OnAnswer } from './answered.ts';
export { splitTarget } from './exchange.ts';
