#!/usr/bin/env node
import { watchExit } from './cli/exit.ts';
import { processIo } from './cli/io.ts';
import { main } from './cli/main.ts';

// A notice about the Node of some later year; it would stand in the middle of a report.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const say = watchExit();
const code = await main(process.argv.slice(2), processIo());
say(code);
// Output drains and handles close by themselves; what does not within this time was left where it was.
setTimeout(() => process.exit(), 1000).unref();
