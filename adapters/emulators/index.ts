/** Emulators that the suite knows how to start, isolate and name. */
export { emulatorTarget, type EmulatorOptions } from './target.ts';
export { emulatorNames, emulatorPresets, type EmulatorPreset } from './presets.ts';
export { findBinary } from './find-binary.ts';
