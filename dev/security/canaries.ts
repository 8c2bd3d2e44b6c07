/**
 * `npm run canaries`: made-up credentials in the environment, in a home, on command lines and in everything that a target says,
 * and every report of runs on such targets: none may hold one. Ends with exit code 1 where one does.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../cli.js', import.meta.url));
const HOST = fileURLToPath(new URL('../../index.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'slr-canaries-'));
const home = join(folder, 'home');
const reports = join(folder, 'reports');
mkdirSync(join(home, '.aws'), { recursive: true });
mkdirSync(reports);

const canary = (name: string): string => `Canary0${name}x7Qz/+${name}Kd9`;
const NAMES = ['env', 'session', 'github', 'file', 'line', 'sso', 'npm'] as const;
const canaries = Object.fromEntries(NAMES.map((name) => [name, canary(name)])) as Record<
  (typeof NAMES)[number],
  string
>;
/** Known by their form alone. */
const FORMED = [
  'IQoJb3JpZ2luX2VjCanaryTokenCanaryToken',
  'AKIACANARYCANARY1234',
  'ghp_CanaryCanaryCanaryCanaryCanaryCanary',
];

writeFileSync(
  join(home, '.aws', 'credentials'),
  `[default]\naws_access_key_id = x\naws_secret_access_key = ${canaries.file}\n`,
);
writeFileSync(join(home, '.npmrc'), `//registry.example/:_authToken=${canaries.npm}\n`);
mkdirSync(join(home, '.aws', 'sso', 'cache'), { recursive: true });
writeFileSync(join(home, '.aws', 'sso', 'cache', 'a.json'), JSON.stringify({ accessToken: canaries.sso }));
const env = {
  PATH: process.env['PATH'],
  HOME: home,
  AWS_SECRET_ACCESS_KEY: canaries.env,
  AWS_SESSION_TOKEN: canaries.session,
  GITHUB_TOKEN: canaries.github,
};

const all = [...Object.values(canaries), ...FORMED];
/** What a run that was not given the one on the command line can know. */
const visible = all.filter((one) => one !== canaries.line);
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Answers every call with an error, or with a role, that repeats all canaries and the headers of the request. */
const server = createServer((request, response) => {
  request.resume();
  const echo = escape(
    `${'y'.repeat(Math.floor(Math.random() * 120))} ${visible.join(' ')} authorization: ${request.headers.authorization} x-amz-security-token: ${FORMED[0]}`,
  );
  const isRole = Math.random() < 0.5;
  const role = `<Role><RoleName>${echo}</RoleName><Description>${echo}</Description><Arn>${echo}</Arn></Role>`;
  const body = isRole
    ? `<GetRoleResponse><GetRoleResult>${role}</GetRoleResult></GetRoleResponse>`
    : `<ErrorResponse><Error><Code>AccessDenied</Code><Message>${echo}</Message></Error></ErrorResponse>`;
  response.writeHead(isRole ? 200 : 403, { 'content-type': 'text/xml' }).end(body);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const told = JSON.stringify(visible.join(' '));
const program = join(folder, 'program.mjs');
writeFileSync(program, `console.error(${told}, ...process.argv, JSON.stringify(process.env)); process.exit(1);`);
const module = join(folder, 'module.mjs');
writeFileSync(
  module,
  `import { referenceTarget } from '${HOST}';
export default (profile) => {
  const target = referenceTarget({ profile });
  let asked = 0;
  return { describe: () => target.describe(), close: () => target.close(), open: async (world) => {
    const session = await target.open(world);
    const perform = session.perform.bind(session);
    session.perform = async (operation) => {
      asked += 1;
      if (asked > 60) { console.error(${told}); process.exit(0); }
      const outcome = await perform(operation);
      if (outcome.kind === 'refused') return { ...outcome, code: 'Other', message: ${told} };
      return outcome.facets?.description === undefined ? outcome : { ...outcome, facets: { ...outcome.facets, description: ${told} } };
    };
    return session;
  } };
};`,
);

function run(name: string, ...args: readonly string[]): Promise<void> {
  const formats = ['annotations', 'badge', 'html', 'json', 'junit', 'markdown'];
  const asked = formats.flatMap((format) => ['--report', `${format}=${join(reports, `${name}.${format}`)}`]);
  const steps = ['--steps', join(reports, `${name}.steps`), '--save-counterexamples', join(reports, name)];
  const options = name.startsWith('repro')
    ? args
    : ['run', ...args, '--verbose', '--profile', 'quick', ...asked, ...steps];
  const child = spawn(process.execPath, [CLI, ...options], { env });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve) =>
    child.once('close', (code) => {
      writeFileSync(join(reports, `${name}.terminal`), text);
      console.log(`${name}: exit code ${code}, ${text.length} characters on the terminal`);
      resolve();
    }),
  );
}

await run('echo', '--target', url, '--isolation', 'none', '--settle', '0ms', '--budget-time', '20s');
await run('line', '--target', `exec:API_TOKEN=${canaries.line} node ${program} --password ${canaries.line}`);
await run('module', '--target', module);
const saved = join(reports, 'module.json');
const broken = (JSON.parse(readFileSync(saved, 'utf8')) as { requirements: { id: string; verdict: string }[] })
  .requirements;
for (const { id, verdict } of broken.slice(0, 200))
  if (verdict === 'broken') await run(`repro ${id.replace('/', '-')}`, 'repro', saved, id);

let found = 0;
const files = readdirSync(reports, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
for (const { parentPath, name } of files) {
  const text = readFileSync(join(parentPath, name), 'utf8');
  for (const secret of all) {
    // A part of one is one too.
    const parts = [secret, encodeURIComponent(secret), secret.slice(0, 14), secret.slice(-14)];
    if (!parts.some((part) => text.includes(part))) continue;
    found += 1;
    console.log(`${name} holds ${secret}`);
  }
}
server.close();
server.closeAllConnections();
rmSync(folder, { recursive: true });
console.log(`${files.length} files, ${all.length} canaries, ${found} found`);
process.exitCode = found === 0 ? 0 : 1;
