#!/usr/bin/env node
import { main } from './cli/main.ts';
import { INTERRUPTED, processIo } from './cli/io.ts';

const code = await main(process.argv.slice(2), processIo());
// Only a second interrupt may cut off what is still going on; otherwise output drains and handles close by themselves.
if (code === INTERRUPTED) process.exit(code);
process.exitCode = code;
