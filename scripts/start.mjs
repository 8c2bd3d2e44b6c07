/** `npm start`: sets up what is missing, then runs the suite against its own reference. Arguments are passed on. */
import { build, install, run } from './setup.mjs';

process.exitCode =
  install() ||
  build() ||
  run(process.execPath, ['dist/cli.js', 'run', '--target', 'reference', ...process.argv.slice(2)], { shell: false });
