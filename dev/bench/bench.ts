/**
 * Speed, side by side in one run: `npm run bench`. Figures depend on the machine; the ratios are what to compare.
 */
import process from 'node:process';
import { TargetError } from '../../adapters/index.ts';
import { benchEmulator } from './emulator.ts';
import { benchMemory } from './memory.ts';
import { benchWire, wireTable } from './wire/wire.ts';

const round = (n: number): string => Math.round(n).toLocaleString('en-US');

const seed = Number(process.argv[2] ?? 1);
console.log(`seed ${seed}, Node ${process.version}`);

// First, while the process has done nothing else.
console.log(wireTable(await benchWire()));

const memory = await benchMemory(seed);
console.log('in memory');
console.log(
  `  reference, judged           ${round(memory.judgedPerSecond)} operations/s (${round(memory.callsPerSecond)} calls/s, looks at the world included)`,
);
console.log(`  bare fast-check, no-op      ${round(memory.bareCheckPerSecond)} operations/s`);
console.log(`  ratio                       1 : ${(memory.bareCheckPerSecond / memory.judgedPerSecond).toFixed(1)}`);

try {
  const emulator = await benchEmulator();
  const overhead = (emulator.bareCallsPerSecond / emulator.suiteCallsPerSecond - 1) * 100;
  console.log(
    `moto, ${round(emulator.calls)} calls each, ${(emulator.snapshotShare * 100).toFixed(0)} % of them looks at the world`,
  );
  console.log(`  suite                       ${round(emulator.suiteCallsPerSecond)} calls/s`);
  console.log(`  bare SDK, the same calls    ${round(emulator.bareCallsPerSecond)} calls/s`);
  console.log(`  the suite adds              ${overhead.toFixed(1)} %`);
} catch (error) {
  if (!(error instanceof TargetError)) throw error;
  console.log(`moto: not measured. ${error.message}`);
}
