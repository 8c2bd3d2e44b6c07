/** The specification: what may happen. Imports nothing but itself. */
export * from './operation.ts';
export * from './outcome.ts';
export * from './requirements.ts';
export * from './profile.ts';
export * from './spelling.ts';
export * from './policy.ts';
export * from './actions.ts';
export * from './bounded-json.ts';
export * from './state.ts';
export * from './shape.ts';
export * from './ending-id.ts';
export * from './ending.ts';
export * from './transitions/index.ts';
