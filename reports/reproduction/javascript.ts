import { modelOf, type ApiService } from '../../services/index.ts';
import { js } from '../encode/index.ts';
import { AWS_HOSTS, endpointOf, heading, OPEN } from './heading.ts';
import { camel, comma, isWanted, literal, member, named, viewed, type Code } from './javascript-values.ts';
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
  const clean = removals.flatMap((removal) => script.removal(removal));
  const body = [
    ...acts.flatMap((act) => script.act(act)),
    ...script.last(last),
    ...js.lines(''),
    ...script.check(last.check),
  ];
  const uses = (piece: string): boolean => [...clean, ...body].some(({ text }) => text.includes(piece));
  return [
    ...heading(reproduction, `node ${file}`, `npm install ${script.packages.join(' ')}`).map((line) =>
      js.remark('//', line),
    ),
    ...SETTINGS,
    ...script.imports,
    ...js.lines(''),
    js`${js.lines('const endpoint = process.argv[2] ?? ')}${endpointOf(reproduction)};`,
    js`if (new RegExp(${AWS_HOSTS}).test(new URL(endpoint).hostname)) stop('AWS itself is not asked');`,
    ...js.lines(
      "// Where the access key id chooses the account, this one is nobody else's.",
      "const credentials = { accessKeyId: String(randomInt(1e11, 9e11)), secretAccessKey: 'test' };",
      'const settings = (region) => ({ endpoint, region, credentials, maxAttempts: 1 });',
    ),
    ...script.clients,
    ...ATTEMPT,
    ...(uses('must(') ? MUST : []),
    ...(uses('pause(')
      ? js.lines('', 'const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));')
      : []),
    ...(uses('escaped(')
      ? js.lines('', "const escaped = (text) => String(text).replace(/[\\\\^$.*+?()[\\]{}|]/g, '\\\\$&');")
      : []),
    ...(uses('grants(') ? GRANTS : []),
    ...(clean.length === 0
      ? []
      : [
          ...js.lines(
            '',
            '/** Removes what this script makes: the access key id chooses no account here. */',
            'async function clean() {',
          ),
          ...clean.map((line) => js`  ${line}`),
          ...js.lines('}', 'await clean();'),
        ]),
    ...js.lines(''),
    ...body,
    ...(clean.length === 0 ? [] : js.lines('await clean();')),
    ...js.lines(
      'const came = code === undefined ? JSON.stringify(seen) : `${code} (HTTP ${status})`;',
      "console.log(mended ? 'as on AWS' : shown(`differs: ${came}`));",
      'process.exit(mended ? 0 : 1);',
      '',
    ),
  ]
    .map(({ text }) => text)
    .join('\n');
}

const SETTINGS = js.lines(
  "import { randomInt } from 'node:crypto';",
  "import { devNull } from 'node:os';",
  '',
  "process.on('uncaughtException', stop);",
  '// Nothing of AWS that is set here counts, no credentials and no profile.',
  "for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];",
  'Object.assign(process.env, { AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull });',
  "process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';",
);

const ATTEMPT = js.lines(
  '',
  '/** A text in ASCII, so that no terminal and no CI takes it for more. */',
  'function shown(text) {',
  '  const hex = (character) => `\\\\u{${character.codePointAt(0).toString(16)}}`;',
  "  return text.replace(/[^ -~]/gu, hex).replaceAll('##', '# #');",
  '}',
  '',
  'function stop(why) {',
  '  console.log(shown(`cannot be told: ${why.message ?? why}`));',
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
);

const MUST = js.lines(
  '',
  'async function must(client, command) {',
  '  const { answer, code } = await attempt(client, command);',
  '  return answer ?? stop(`${command.constructor.name} was refused: ${code}`);',
  '}',
);

/** What a policy document grants, whatever its order and whether it writes lists or scalars. */
const GRANTS = js.lines(
  '',
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
);

/** The parts of one script, and what they need at its top. */
class Script {
  readonly #commands = new Map<string, Set<string>>();
  readonly #clients = new Map<string, { readonly name: string; readonly line: Code }>();
  #answers = 0;

  get packages(): readonly string[] {
    return [...this.#commands.keys()].sort();
  }

  get imports(): readonly Code[] {
    return this.packages.map((from) => {
      const names = [...(this.#commands.get(from) ?? [])].sort();
      // Both MediaPackage APIs have a ConfigureLogs.
      const imported = names.map((name) =>
        isTwin(from, name)
          ? js`${js.identifier(name)}: ${js.identifier(commandName(from, name))}`
          : js.identifier(name),
      );
      return js`const { ${comma(imported)} } = await import(${from}).catch(stop);`;
    });
  }

  get clients(): readonly Code[] {
    return [...this.#clients.values()].map(({ line }) => line);
  }

  removal(removal: Removal): readonly Code[] {
    if (removal.kind === 'call') return [js`await attempt(${this.#call(removal.call)});`];
    const on = (action: string, input: Call['input']): Call => ({
      service: 'iam',
      action,
      region: 'us-east-1',
      input,
    });
    const each: Value = { told: [{ of: 'each' }] };
    const calls = [
      ...removal.undo,
      on('DeleteServiceLinkedRole', { RoleName: each }),
      on('DeleteRole', { RoleName: each }),
    ];
    const list = this.#call(on('ListRoles', { PathPrefix: removal.path }));
    return [
      js`for (const { RoleName: each } of (await attempt(${list})).answer?.Roles ?? []) {`,
      ...calls.map((call) => js`  await attempt(${this.#call(call)});`),
      js`}`,
    ];
  }

  act(act: Act): readonly Code[] {
    switch (act.kind) {
      case 'pause':
        return [js`await pause(${act.seconds});`];
      case 'poll':
        return this.#poll(act.call, act.seconds);
      case 'call': {
        const asked = js`await ${act.must ? js`must` : js`attempt`}(${this.#call(act.call)})`;
        if (act.keeps.length === 0) return [js`${asked};`];
        this.#answers += 1;
        const answer = js.identifier(`answer${this.#answers}`);
        const base = act.must ? answer : js`${answer}.answer`;
        return [
          js`const ${answer} = ${asked};`,
          ...act.keeps.map(({ name, path, otherwise }) => {
            const kept = member(base, ...path.map(js.identifier));
            return js`const ${named(name)} = ${kept}${otherwise === undefined ? [] : js` ?? ${otherwise}`};`;
          }),
        ];
      }
    }
  }

  last({ call, polls }: Reproduction['last']): readonly Code[] {
    if (polls === undefined) return [js`const { answer, code, status } = await attempt(${this.#call(call)});`];
    return [
      js`let answer, code, status;`,
      js`for (let left = ${polls}; left > 0; left -= 1) {`,
      js`  ({ answer, code, status } = await attempt(${this.#call(call)}));`,
      ...WHILE_OPEN,
    ];
  }

  check(check: Check): readonly Code[] {
    switch (check.kind) {
      case 'codes':
        return [
          ...js.lines("if (answer) stop('it was not refused');", 'const seen = undefined;'),
          js`const mended = ${literal(check.codes)}.includes(code);`,
        ];
      case 'status':
        return [
          ...js.lines("if (answer) stop('it was not refused');", 'const seen = status;'),
          js`const mended = code !== ${check.code} || ${literal(check.status)}.includes(status);`,
        ];
      case 'part':
        return [
          ...js.lines('if (!answer) stop(`it was refused: ${code}`);'),
          js`const seen = ${viewed(check.view)};`,
          js`const mended = ${isWanted(check.wanted)};`,
        ];
      case 'answer': {
        const { part, success, codes, noServerError } = check;
        const refusal =
          codes === 'any' ? js`true` : codes === 'none' ? js`false` : js`${literal(codes)}.includes(code)`;
        const good = !success ? js`false` : part === undefined ? js`true` : isWanted(part.wanted);
        const refused = noServerError && codes !== 'none' ? js`status < 500 && ${refusal}` : refusal;
        return [
          part === undefined ? js`const seen = 'success';` : js`const seen = answer && ${viewed(part.view)};`,
          js`const mended = answer ? ${good} : ${refused};`,
        ];
      }
    }
  }

  #poll(call: Call, seconds: number): readonly Code[] {
    return [
      js`for (let left = ${seconds}; left > 0; left -= 1) {`,
      js`  const { answer } = await attempt(${this.#call(call)});`,
      ...WHILE_OPEN,
    ];
  }

  #call({ service, action, region, input }: Call): Code {
    const { name, from } = clientOf(service);
    const command = `${action}Command`;
    this.#commands.set(from, (this.#commands.get(from) ?? new Set()).add(name).add(command));
    const made = js`new ${js.identifier(name)}(settings(${region}))`;
    const before = [...this.#clients.keys()].filter((one) => one.startsWith(`new ${name}(`)).length;
    const client =
      this.#clients.get(made.text)?.name ?? `${camel(service.replaceAll('-', '_'))}${before === 0 ? '' : before + 1}`;
    this.#clients.set(made.text, { name: client, line: js`const ${js.identifier(client)} = ${made};` });
    return js`${js.identifier(client)}, new ${js.identifier(commandName(from, command))}(${literal(input)})`;
  }
}

const isTwin = (from: string, command: string): boolean =>
  from === clientOf('mediapackage-vod').from && command === 'ConfigureLogsCommand';

const commandName = (from: string, command: string): string =>
  isTwin(from, command) ? 'ConfigureVodLogsCommand' : command;

/** The end of a loop that goes on while a deletion task is open. */
const WHILE_OPEN: readonly Code[] = [
  js`  if (!${literal([...OPEN])}.includes(answer?.Status)) break;`,
  ...js.lines('  await pause(1);', '}'),
];
