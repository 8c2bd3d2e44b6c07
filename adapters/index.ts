/** Whoever stands behind the port, and the port itself. */
export * from './port.ts';
export * from './target-error.ts';
export * from './target-gone.ts';
export { discreet } from './machine/discreet.ts';
export { redact, redactKnown, remember, secretsIn } from './machine/secrets.ts';
export * from './cloud/index.ts';
export * from './wire/index.ts';
export * from './served/index.ts';
export * from './exec/index.ts';
export * from './wrapper/index.ts';
export * from './reference/flaw.ts';
export { personalities, type Personality, type PersonalityName } from './reference/personality.ts';
export { type SavedImplementation } from './reference/implementation.ts';
export { referenceTarget, type ReferenceOptions } from './reference/target.ts';
export { flawedTarget, flawNames, flaws } from './reference/flaws/index.ts';
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
