import { modelOf, type ApiService } from '../../services/index.ts';
import { AWS_HOSTS, endpointOf, heading, OPEN } from './heading.ts';
import { camel, quoted, valueText, viewText, wantedText } from './javascript-values.ts';
import type { Act, Call, Check, Removal, Reproduction, Value } from './reproduction.ts';

/** The client of a service and its package, as the SDK makes their names from the service's id: `Auto Scaling`, `mq`. */
function clientOf(service: ApiService): { readonly name: string; readonly from: string } {
  const words = modelOf(service).serviceId.split(' ');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return { name: `${name}Client`, from: `@aws-sdk/client-${words.join('-').toLowerCase()}` };
}

/** A reproduction as a script for Node, with the AWS SDK for JavaScript. */
export function javascript(reproduction: Reproduction, file: string): string {
  const { removals, acts, last } = reproduction;
  const script = new Script();
  const before = removals.map((removal) => script.removal(removal));
  const steps = acts.map((act) => script.act(act));
  const final = script.last(last);
  const check = script.check(last.check);
  return [
    ...heading(reproduction, '//', `node ${file}`, `npm install ${script.packages.join(' ')}`),
    "import { randomInt } from 'node:crypto';",
    '',
    "process.on('uncaughtException', stop);",
    ...script.imports,
    '',
    ['const endpoint = process.argv[2] ??', `${quoted(endpointOf(reproduction))};`].join(' '),
    `if (/${AWS_HOSTS}/.test(new URL(endpoint).hostname)) stop('AWS itself is not asked');`,
    '// Where the access key id chooses the account, this one is nobody else’s.',
    "const credentials = { accessKeyId: String(randomInt(1e11, 9e11)), secretAccessKey: 'test' };",
    'const settings = (region) => ({ endpoint, region, credentials, maxAttempts: 1 });',
    ...script.clients,
    '',
    'function stop(why) {',
    '  console.log(`cannot be told: ${why.message ?? why}`);',
    '  process.exit(2);',
    '}',
    '',
    '/** The answer, or the code and the HTTP status of a refusal. */',
    'async function attempt(client, command) {',
    '  try {',
    '    return { answer: await client.send(command) };',
    '  } catch (error) {',
    '    const status = error.$metadata?.httpStatusCode ?? error.$response?.statusCode;',
    '    if (status === undefined) stop(error);',
    '    return { code: error.Error?.Code ?? error.Code ?? error.name, status };',
    '  }',
    '}',
    ...(script.uses('must(')
      ? [
          '',
          'async function must(client, command) {',
          '  const { answer, code } = await attempt(client, command);',
          '  return answer ?? stop(`${command.constructor.name} was refused: ${code}`);',
          '}',
        ]
      : []),
    ...(script.uses('pause(')
      ? ['', 'const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));']
      : []),
    ...(script.uses('grants(') ? ['', ...GRANTS] : []),
    ...(before.length === 0
      ? []
      : [
          '',
          '/** Removes what this script makes: the access key id chooses no account here. */',
          'async function clean() {',
          ...before.flatMap((text) => text.split('\n').map((line) => `  ${line}`)),
          '}',
          'await clean();',
        ]),
    '',
    ...steps,
    ...final,
    '',
    ...check,
    ...(before.length === 0 ? [] : ['await clean();']),
    'const came = code === undefined ? JSON.stringify(seen) : `${code} (HTTP ${status})`;',
    "console.log(mended ? 'as on AWS' : `differs: ${came}`);",
    'process.exit(mended ? 0 : 1);',
    '',
  ].join('\n');
}

/** What a policy document grants, whatever its order and whether it writes lists or scalars. */
const GRANTS = [
  'function grants(document) {',
  '  if (document === undefined) return null;',
  '  const list = (value) => (value === undefined ? [] : [value].flat());',
  '  try {',
  '    const { Statement } = JSON.parse(decodeURIComponent(document));',
  '    return list(Statement).flatMap(({ Effect, Action, Resource, Principal }) =>',
  '      list(Action).flatMap((action) => [',
  '        ...list(Resource).map((resource) => `${Effect} ${action} on ${resource}`),',
  '        ...Object.entries(Principal ?? {}).flatMap(([kind, names]) =>',
  '          list(names).map((name) => `${Effect} ${action} to ${kind} ${name}`),',
  '        ),',
  '      ]),',
  '    ).sort();',
  '  } catch {',
  "    return ['unreadable'];",
  '  }',
  '}',
];

/** The parts of one script, and what they need at its top. */
class Script {
  readonly #commands = new Map<string, Set<string>>();
  readonly #clients = new Map<string, string>();
  #text = '';

  uses(piece: string): boolean {
    return this.#text.includes(piece);
  }

  get packages(): readonly string[] {
    return [...this.#commands.keys()].sort();
  }

  get imports(): readonly string[] {
    return this.packages.map(
      (from) =>
        `const { ${[...(this.#commands.get(from) ?? [])].sort().join(', ')} } = await import('${from}').catch(stop);`,
    );
  }

  get clients(): readonly string[] {
    return [...this.#clients].map(([made, name]) => `const ${name} = ${made};`);
  }

  removal(removal: Removal): string {
    if (removal.kind === 'call') return this.#written(`await attempt(${this.#call(removal.call)});`);
    const list = this.#call({
      service: 'iam',
      action: 'ListRoles',
      region: 'us-east-1',
      input: { PathPrefix: removal.path },
    });
    const each: Value = { told: [{ of: 'each' }] };
    const remove = (action: string): Call => ({
      service: 'iam',
      action,
      region: 'us-east-1',
      input: { RoleName: each },
    });
    return this.#written(
      [
        `for (const { RoleName: each } of (await attempt(${list})).answer?.Roles ?? []) {`,
        ...[...removal.undo, remove('DeleteServiceLinkedRole'), remove('DeleteRole')].map(
          (call) => `  await attempt(${this.#call(call)});`,
        ),
        '}',
      ].join('\n'),
    );
  }

  act(act: Act): string {
    switch (act.kind) {
      case 'pause':
        return this.#written(`await pause(${act.seconds});`);
      case 'poll':
        return this.#written(this.#poll(act.call, act.seconds).join('\n'));
      case 'call': {
        const asked = `await ${act.must ? 'must' : 'attempt'}(${this.#call(act.call)})`;
        if (act.keeps.length === 0) return this.#written(`${asked};`);
        const answer = `answer${this.#text.split(/const answer\d = /).length}`;
        return this.#written(
          [
            `const ${answer} = ${asked};`,
            ...act.keeps.map(({ name, path, otherwise }) => {
              const member = [act.must ? answer : `${answer}.answer`, ...path].join('?.');
              return `const ${camel(name)} = ${member}${otherwise === undefined ? '' : ` ?? ${quoted(otherwise)}`};`;
            }),
          ].join('\n'),
        );
      }
    }
  }

  last({ call, polls }: Reproduction['last']): readonly string[] {
    if (polls === undefined)
      return [this.#written(`const { answer, code, status } = await attempt(${this.#call(call)});`)];
    return [
      this.#written(
        [
          'let answer, code, status;',
          `for (let left = ${polls}; left > 0; left -= 1) {`,
          `  ({ answer, code, status } = await attempt(${this.#call(call)}));`,
          `  if (![${OPEN.map(quoted).join(', ')}].includes(answer?.Status)) break;`,
          '  await pause(1);',
          '}',
        ].join('\n'),
      ),
    ];
  }

  check(check: Check): readonly string[] {
    switch (check.kind) {
      case 'codes':
        return [
          "if (answer) stop('it was not refused');",
          'const seen = undefined;',
          `const mended = ${among(check.codes.map(quoted))}.includes(code);`,
        ];
      case 'status':
        return [
          "if (answer) stop('it was not refused');",
          'const seen = status;',
          `const mended = code !== ${quoted(check.code)} || [${check.status.join(', ')}].includes(status);`,
        ];
      case 'part':
        return [
          'if (!answer) stop(`it was refused: ${code}`);',
          `const seen = ${this.#written(viewText(check.view))};`,
          `const mended = ${wantedText(check.wanted)};`,
        ];
      case 'answer': {
        const { part, success, codes, noServerError } = check;
        const refusal =
          codes === 'any' ? 'true' : codes === 'none' ? 'false' : `${among(codes.map(quoted))}.includes(code)`;
        const good = !success ? 'false' : part === undefined ? 'true' : wantedText(part.wanted);
        const server = noServerError && codes !== 'none' ? `status < 500 && ${refusal}` : refusal;
        return [
          part === undefined
            ? "const seen = 'success';"
            : `const seen = answer && ${this.#written(viewText(part.view))};`,
          `const mended = answer ? ${good} : ${server};`,
        ];
      }
    }
  }

  #written(text: string): string {
    this.#text += text;
    return text;
  }

  #poll(call: Call, seconds: number): readonly string[] {
    return [
      `for (let left = ${seconds}; left > 0; left -= 1) {`,
      `  const { answer } = await attempt(${this.#call(call)});`,
      `  if (![${OPEN.map(quoted).join(', ')}].includes(answer?.Status)) break;`,
      '  await pause(1);',
      '}',
    ];
  }

  #call({ service, action, region, input }: Call): string {
    const { name, from } = clientOf(service);
    const commands = this.#commands.get(from) ?? new Set();
    // Both MediaPackage APIs have a ConfigureLogs.
    const isTwin = service === 'mediapackage-vod' && action === 'ConfigureLogs';
    const command = isTwin ? 'ConfigureVodLogsCommand' : `${action}Command`;
    this.#commands.set(from, commands.add(name).add(isTwin ? `${action}Command: ${command}` : command));
    const made = `new ${name}(settings(${quoted(region)}))`;
    const before = [...this.#clients].filter(([one]) => one.startsWith(`new ${name}(`)).length;
    const short = camel(service.replace('-', '_'));
    const client = this.#clients.get(made) ?? `${short}${before === 0 ? '' : before + 1}`;
    this.#clients.set(made, client);
    return `${client}, new ${command}(${valueText(input)})`;
  }
}

const among = (texts: readonly string[]): string => `[${texts.join(', ')}]`;
