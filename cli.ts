#!/usr/bin/env node
import { INTERRUPTED, processIo } from './cli/io.ts';
import { main } from './cli/main.ts';

// A notice about the Node of some later year; it would stand in the middle of a report.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const code = await main(process.argv.slice(2), processIo());
// Only a second interrupt may cut off what still goes on; otherwise output drains and handles close by themselves.
if (code === INTERRUPTED) process.exit(code);
process.exitCode = code;
