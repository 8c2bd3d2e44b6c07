/** Whoever stands behind the port, and the port itself. */
export * from './port.ts';
export * from './target-error.ts';
export * from './target-gone.ts';
export { discreet, redact, redactKnown, remember, secretsIn } from './machine/index.ts';
export * from './cloud/index.ts';
export {
  type Handle,
  type WireAnswer,
  type WireRequest,
  type WireResponse,
  wireHandler,
  type OnFault,
  inProcessHandler,
  type InProcessHandler,
  FaultPlan,
  type Disturbance,
  FaultsError,
  LONGEST_LATENCY,
  type Faults,
  type ScriptedFault,
  faultyHandler,
  type FaultyOptions,
  ADMIN_PATH,
  withAdmin,
  type Admin,
  startServer as serveHandle,
  type ServerOptions,
  type WireServer,
  ServerError,
  type ServerErrorCode,
  troublesOf,
  type Trouble,
  logLine,
  type ServedAnswer,
} from './wire/index.ts';
export * from './served/index.ts';
export * from './aws/index.ts';
export * from './exec/index.ts';
export * from './wrapper/index.ts';
export {
  personalities,
  type Personality,
  type PersonalityName,
  type SavedImplementation,
  choiceNames,
  drawnStyle,
  waysOf,
  referenceTarget,
  seededRandom,
  styleText,
  type Style,
  type ReferenceOptions,
  flawedTarget,
  flawNames,
  flaws,
  type Flaw,
  type FlawContext,
} from './reference/index.ts';
export {
  AWS_DOMAINS,
  endpointTarget,
  FOREIGN_BODY,
  isAwsHost,
  isByAccessKey,
  type EndpointOptions,
  type Isolation,
} from './endpoint/index.ts';
export {
  emulatorNames,
  emulatorPresets,
  emulatorTarget,
  type EmulatorOptions,
  type EmulatorPreset,
} from './emulators/index.ts';
