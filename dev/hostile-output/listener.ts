import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import type { ScriptLanguage } from '../../reports/index.ts';
import { EXECUTED } from './poison.ts';

/** No request is ever to hold this. */
const CANARY = 'CANARY';

const LEAST_PATH = ['/usr/local/bin', '/usr/bin', '/bin'];

/** An endpoint that answers every call of every API with one text wherever a text may stand, and a home that is not to be read. */
export interface Listener {
  readonly url: string;
  /** An address that only what loads it asks. */
  readonly trap: string;
  readonly home: string;
  /** What should not have been: executed, fetched or sent. */
  readonly complaints: () => readonly string[];
  /** Performs a script with the home, on an endpoint that says this; gives its exit code, all that it said, and what it sent, as people read it. */
  readonly perform: (
    path: string,
    language: ScriptLanguage,
    says: string,
  ) => Promise<Performed & { readonly heard: string }>;
  readonly close: () => Promise<void>;
}

/** A file beside this source; `dist` has no Python. */
const beside = (name: string): string =>
  fileURLToPath(
    new URL(import.meta.url.endsWith('.ts') ? name : `../../../dev/hostile-output/${name}`, import.meta.url),
  );

const PROGRAMS = { 'aws-cli': 'bash', javascript: process.execPath, python: 'python' } as const;

/** Starts a listener; `tools` is the folder with Python, boto3 and the AWS CLI, where there is one. */
export async function startListener(tools?: string): Promise<Listener> {
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  mkdirSync(join(home, '.aws'));
  writeFileSync(
    join(home, '.aws', 'credentials'),
    `[default]\naws_access_key_id = ${CANARY}KEY\naws_secret_access_key = ${CANARY}SECRET\naws_session_token = ${CANARY}TOKEN\n`,
  );
  writeFileSync(join(home, '.aws', 'config'), `[default]\ncredential_process = touch ${join(home, EXECUTED)}\n`);
  const noted: string[] = [];
  /** What was sent to an endpoint, by its number, and what that says. */
  const endpoints: { readonly says: string; heard: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const whole = `${request.method} ${request.url} ${JSON.stringify(request.headers)} ${body}`;
      const sent = readable(whole);
      if (sent.includes(CANARY)) noted.push(`sent: ${sent.slice(0, 500)}`);
      if (request.url?.startsWith('/trap')) noted.push(`fetched: ${sent.slice(0, 500)}`);
      const endpoint = endpoints[Number(/^\/(\d+)(?![^/?])/.exec(request.url ?? '')?.[1])];
      if (endpoint !== undefined) endpoint.heard += `${sent}\n`;
      const says = endpoint?.says ?? '';
      const action = new URLSearchParams(body).get('Action');
      const isQuery = action !== null;
      response.writeHead(200, { 'content-type': isQuery ? 'text/xml' : 'application/json' });
      response.end(isQuery ? xmlAnswer(action, says) : jsonAnswer(says));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const environment = {
    HOME: home,
    PATH: [...(tools === undefined ? [] : [tools]), dirname(process.execPath), ...LEAST_PATH].join(delimiter),
    AWS_SECRET_ACCESS_KEY: `${CANARY}ENVIRONMENT`,
    AWS_SESSION_TOKEN: `${CANARY}ENVIRONMENT`,
    AWS_SECURITY_TOKEN: `${CANARY}ENVIRONMENT`,
    AWS_ENDPOINT_URL: `${url}/trap`,
  };
  const python = tools === undefined ? undefined : pythonIn(environment, home);
  const aws = tools === undefined ? undefined : await awsIn(join(tools, 'python'));
  if (aws !== undefined) environment.PATH = [aws.folder, environment.PATH].join(delimiter);
  return {
    url,
    trap: `${url}/trap`,
    home,
    complaints: () => [...noted, ...(existsSync(join(home, EXECUTED)) ? ['executed'] : [])],
    async perform(path, language, says) {
      const endpoint = { says, heard: '' };
      const words = [path, `${url}/${endpoints.push(endpoint) - 1}`] as const;
      const isPython = language === 'python' && python !== undefined;
      const performed = await (isPython
        ? python.perform(...words)
        : performing(PROGRAMS[language], words, home, environment));
      return { ...performed, heard: endpoint.heard };
    },
    close: () =>
      new Promise<void>((resolve) => {
        python?.end();
        aws?.end();
        rmSync(home, { recursive: true });
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Performed {
  readonly code: number | null;
  readonly said: string;
}

const performing = (program: string, words: readonly string[], cwd: string, env: Readonly<Record<string, string>>) =>
  new Promise<Performed>((resolve) => {
    const child = spawn(program, words, { cwd, env });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('close', (code) => resolve({ code, said }));
  });

/** The AWS CLI, loaded once: the command `aws` of a folder (aws.py). */
async function awsIn(python: string) {
  const folder = mkdtempSync(join(tmpdir(), 'aws-'));
  const child = spawn(python, [beside('aws.py'), folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.once('close', () => rmSync(folder, { recursive: true }));
  return { folder, end: () => child.stdin.end() };
}

/** A Python that has loaded boto3 once, and performs each script in a process of its own (perform.py). */
function pythonIn(env: Readonly<Record<string, string>>, cwd: string) {
  const child = spawn('python', [beside('perform.py')], { cwd, env, stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: ((performed: Performed) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line) as Performed));
  return {
    perform: (path: string, endpoint: string) =>
      new Promise<Performed>((resolve) => {
        waiting.push(resolve);
        child.stdin.write(`${JSON.stringify([path, endpoint])}\n`);
      }),
    end: () => child.stdin.end(),
  };
}

const readable = (text: string): string =>
  decodeURIComponent(text.replaceAll('+', ' ').replaceAll(/%(?![\da-f]{2})/gi, '%25'));

const escaped = (text: string): string => text.replaceAll(/[&<>\r]/g, (character) => `&#${character.charCodeAt(0)};`);

function xmlAnswer(action: string, says: string): string {
  const text = escaped(says);
  const element = (name: string, inside: string): string => `<${name}>${inside}</${name}>`;
  const member = (inside: string): string => element('member', inside);
  const tags = element('Tags', member(element('Key', text) + element('Value', text)));
  const role = ['RoleName', 'Path', 'Arn', 'RoleId', 'AssumeRolePolicyDocument', 'Description']
    .map((name) => element(name, text))
    .join('');
  const whole = `${role}<CreateDate>2026-01-01T00:00:00Z</CreateDate><MaxSessionDuration>3600</MaxSessionDuration>${tags}`;
  const policy = ['PolicyName', 'PolicyArn', 'Arn', 'DefaultVersionId'].map((name) => element(name, text)).join('');
  const result = [
    element('Role', whole),
    element('Roles', member(whole)),
    tags,
    element('DeletionTaskId', text),
    element('Status', 'FAILED'),
    element('Reason', element('Reason', text)),
    element('Policy', policy),
    element('PolicyVersion', element('Document', text)),
    element('AttachedPolicies', member(policy)),
    element('PolicyNames', member(text)),
    '<IsTruncated>false</IsTruncated>',
  ].join('');
  return `<${action}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><${action}Result>${result}</${action}Result></${action}Response>`;
}

function jsonAnswer(says: string): string {
  const log = { logGroupName: says };
  const channel = { id: says, arn: says, description: says, ingressAccessLogs: log, egressAccessLogs: log };
  return JSON.stringify({ ...channel, channels: [channel], packagingGroups: [channel] });
}
