import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
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
  says: string;
  /** What was sent to it since the last time that this was asked, as people read it, and what should not have been: executed, fetched or sent. */
  readonly noted: () => { readonly heard: readonly string[]; readonly complaints: readonly string[] };
  /** Performs a script with the home; gives its exit code and all that it said. */
  readonly perform: (path: string, language: ScriptLanguage) => Promise<{ code: number | null; said: string }>;
  readonly close: () => Promise<void>;
}

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
  let requests: string[] = [];
  let fetched: string[] = [];
  const listener = { says: '' };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const whole = `${request.method} ${request.url} ${JSON.stringify(request.headers)} ${body}`;
      requests.push(readable(whole));
      if (request.url?.startsWith('/trap')) fetched.push(whole);
      const action = new URLSearchParams(body).get('Action');
      const isQuery = action !== null;
      response.writeHead(200, { 'content-type': isQuery ? 'text/xml' : 'application/json' });
      response.end(isQuery ? xmlAnswer(action, listener.says) : jsonAnswer(listener.says));
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
  return Object.assign(listener, {
    url,
    trap: `${url}/trap`,
    home,
    noted: () => {
      const heard = requests;
      const complaints = [
        ...heard.filter((text) => text.includes(CANARY)).map((text) => `sent: ${text.slice(0, 500)}`),
        ...fetched.map((text) => `fetched: ${text.slice(0, 500)}`),
        ...(existsSync(join(home, EXECUTED)) ? ['executed'] : []),
      ];
      [requests, fetched] = [[], []];
      rmSync(join(home, EXECUTED), { force: true });
      return { heard, complaints };
    },
    perform: (path: string, language: ScriptLanguage) =>
      new Promise<{ code: number | null; said: string }>((resolve) => {
        const child = spawn(PROGRAMS[language], [path, url], { cwd: home, env: environment, timeout: 120_000 });
        let said = '';
        for (const stream of [child.stdout, child.stderr])
          stream.on('data', (chunk: Buffer) => {
            said += chunk.toString();
          });
        child.on('close', (code) => resolve({ code, said }));
      }),
    close: () =>
      new Promise<void>((resolve) => {
        rmSync(home, { recursive: true });
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
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
