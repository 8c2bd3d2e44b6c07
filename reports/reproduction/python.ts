import { inFormat, py, type Written } from '../encode/index.ts';
import { AWS_HOSTS, endpointOf, heading, OPEN } from './heading.ts';
import {
  isTold,
  UUID,
  UUID_FORM,
  type Act,
  type Call,
  type Check,
  type FormPiece,
  type Kept,
  type Plain,
  type Removal,
  type Reproduction,
  type Told,
  type Value,
  type View,
  type Wanted,
} from './reproduction.ts';

type Code = Written<'python'>;

/** A reproduction as a script for Python, with boto3. */
export function python(reproduction: Reproduction, file: string): string {
  const { removals, acts, last } = reproduction;
  const script = new Script();
  const clean = removals.flatMap((removal) => script.removal(removal));
  const body = [...acts.flatMap((act) => script.act(act)), ...script.last(last), ...checkLines(last.check)];
  const uses = (piece: string): boolean => body.some(({ text }) => text.includes(piece));
  return [
    // The first two lines are where Python looks for an encoding.
    ...py.lines('#!/usr/bin/env python3', '# coding: ascii'),
    ...heading(reproduction, `python3 ${file}`, 'pip install boto3').map((line) => py.remark('#', line)),
    ...py.lines('import os', 'import random', 'import re', 'import sys'),
    ...(uses('time.') ? py.lines('import time') : []),
    ...STOP,
    py`endpoint = sys.argv[1] if len(sys.argv) > 1 else ${endpointOf(reproduction)}`,
    py`if re.search(${AWS_HOSTS}, urlsplit(endpoint).hostname or ""):`,
    ...ATTEMPT,
    ...(uses('must(') ? MUST : []),
    ...(uses('grants(') ? GRANTS : []),
    ...script.clients,
    ...py.lines(''),
    ...(clean.length === 0
      ? []
      : [
          ...py.lines(
            '',
            'def clean():',
            '    """Removes what this script makes: the access key id chooses no account here."""',
          ),
          ...clean.map((line) => py`    ${line}`),
          ...py.lines('', '', 'clean()'),
        ]),
    ...body,
    ...(clean.length === 0 ? [] : py.lines('clean()')),
    ...py.lines(
      'came = repr(seen) if code is None else f"{code} (HTTP {status})"',
      'print("as on AWS" if mended else shown(f"differs: {came}"))',
      'sys.exit(0 if mended else 1)',
      '',
    ),
  ]
    .map(({ text }) => text)
    .join('\n');
}

const STOP = py.lines(
  'from urllib.parse import urlsplit',
  '',
  '# Nothing of AWS that is set here counts, no credentials and no profile.',
  'for name in [name for name in os.environ if name.startswith("AWS_")]:',
  '    del os.environ[name]',
  'os.environ.update(AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull)',
  '',
  '',
  'def shown(text):',
  '    """A text in ASCII, so that no terminal and no CI takes it for more."""',
  '    return ascii(str(text))[1:-1].replace("##", "# #")',
  '',
  '',
  'def stop(why):',
  '    print(shown(f"cannot be told: {why}"), flush=True)',
  '    os._exit(2)',
  '',
  '',
  'sys.excepthook = lambda _kind, error, _trace: stop(repr(error))',
  '',
  'import boto3',
  'from botocore.config import Config',
  'from botocore.exceptions import BotoCoreError, ClientError',
  'from botocore.parsers import ResponseParserError',
  '',
);

const ATTEMPT = py.lines(
  '    stop("AWS itself is not asked")',
  '',
  "# Where the access key id chooses the account, this one is nobody else's.",
  'account = str(random.randrange(10**11, 9 * 10**11))',
  'config = Config(retries={"total_max_attempts": 1}, parameter_validation=False)',
  '',
  '',
  'def client(service, region):',
  '    return boto3.client(',
  '        service, endpoint_url=endpoint, region_name=region, config=config,',
  '        aws_access_key_id=account, aws_secret_access_key="test", aws_session_token=None,',
  '    )',
  '',
  '',
  'def attempt(call, **parameters):',
  '    """The answer, or the code and the HTTP status of a refusal."""',
  '    try:',
  '        return call(**parameters), None, 200',
  '    except ClientError as error:',
  '        return None, error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]',
  '    except ResponseParserError:',
  '        return None, "unreadable", 500',
  '    except BotoCoreError as error:',
  '        stop(error)',
  '',
  '',
);

const MUST = py.lines(
  'def must(call, **parameters):',
  '    answer, code, _ = attempt(call, **parameters)',
  '    return answer if code is None else stop(f"{call.__name__} was refused: {code}")',
  '',
  '',
);

/** What a policy document grants, whatever its order and whether it writes lists or scalars. */
const GRANTS = py.lines(
  'def grants(document):',
  '    def listed(value):',
  '        return value if isinstance(value, list) else [] if value is None else [value]',
  '',
  '    if document is None:',
  '        return None',
  '    if not isinstance(document, dict):  # boto3 has read it already, where it can be read',
  '        return ["unreadable"]',
  '    lines = []',
  '    for one in listed(document.get("Statement")):',
  '        principals = [(kind, name) for kind, names in one.get("Principal", {}).items() for name in listed(names)]',
  '        for action in listed(one.get("Action")):',
  '            lines += [f\'{one["Effect"]} {action} on {resource}\' for resource in listed(one.get("Resource"))]',
  '            lines += [f\'{one["Effect"]} {action} to {kind} {name}\' for kind, name in principals]',
  '    return sorted(lines)',
  '',
  '',
);

/** A text with parts of earlier answers. */
function told({ told: pieces }: Told): Code {
  const [only, ...others] = pieces;
  if (others.length === 0 && typeof only === 'object') return nameOf(only);
  const inside = pieces.map((piece) => (typeof piece === 'string' ? inFormat(piece) : py`{${nameOf(piece)}}`));
  return py`f"${inside}"`;
}

const nameOf = ({ of, inCapitals }: Kept): Code => (inCapitals ? py`${py.identifier(of)}.upper()` : py.identifier(of));

const comma = (parts: readonly Code[]): Code => py.joined(parts, ', ');

function literal(value: Value | Plain): Code {
  if (value === null || typeof value !== 'object') return py`${value}`;
  if (isTold(value)) return told(value);
  if (Array.isArray(value)) return py`[${comma(value.map(literal))}]`;
  const members = Object.entries(value as Readonly<Record<string, Value>>);
  return py`{${comma(members.map(([key, one]) => py`${key}: ${literal(one)}`))}}`;
}

/** `CreateServiceLinkedRole` as boto3 spells it. */
const snake = (name: string): string =>
  name.replaceAll(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3_$2').toLowerCase();

/** A member of an answer, or None. */
const member = (base: Code, path: readonly string[]): Code =>
  path.reduce((code, name, index) => (index > 0 ? py`(${code} or {}).get(${name})` : py`${code}.get(${name})`), base);

/** The parts of one script, and the clients that they need. */
class Script {
  readonly #clients = new Map<string, { readonly name: string; readonly line: Code }>();

  get clients(): readonly Code[] {
    return [...this.#clients.values()].map(({ line }) => line);
  }

  removal(removal: Removal): readonly Code[] {
    if (removal.kind === 'call') return [py`attempt(${this.#call(removal.call)})`];
    const on = (action: string, input: Call['input']): Code =>
      this.#call({ service: 'iam', action, region: 'us-east-1', input });
    const each: Value = { told: [{ of: 'each' }] };
    return [
      py`roles, _, _ = attempt(${on('ListRoles', { PathPrefix: removal.path })})`,
      ...py.lines('for each in [role["RoleName"] for role in (roles or {}).get("Roles", [])]:'),
      ...removal.undo.map((call) => py`    attempt(${this.#call(call)})`),
      py`    attempt(${on('DeleteServiceLinkedRole', { RoleName: each })})`,
      py`    attempt(${on('DeleteRole', { RoleName: each })})`,
    ];
  }

  act(act: Act): readonly Code[] {
    switch (act.kind) {
      case 'pause':
        return [py`time.sleep(${act.seconds})`];
      case 'poll':
        return this.#polled(act.call, act.seconds);
      case 'call': {
        const call = this.#call(act.call);
        if (act.keeps.length === 0) return [act.must ? py`must(${call})` : py`attempt(${call})`];
        const answer = act.must ? py`answer` : py`(answer or {})`;
        return [
          act.must ? py`answer = must(${call})` : py`answer, _, _ = attempt(${call})`,
          ...act.keeps.map(
            ({ name, path, otherwise }) =>
              py`${py.identifier(name)} = ${member(answer, path)}${otherwise === undefined ? [] : py` or ${otherwise}`}`,
          ),
        ];
      }
    }
  }

  last({ call, polls }: Reproduction['last']): readonly Code[] {
    return polls === undefined ? [py`answer, code, status = attempt(${this.#call(call)})`] : this.#polled(call, polls);
  }

  #polled(call: Call, seconds: number): readonly Code[] {
    return [
      py`for _ in range(${seconds}):`,
      py`    answer, code, status = attempt(${this.#call(call)})`,
      py`    if (answer or {}).get("Status") not in ${literal([...OPEN])}:`,
      ...py.lines('        break', '    time.sleep(1)'),
    ];
  }

  #call({ service, action, region, input }: Call): Code {
    const made = py`client(${service}, ${region})`;
    const short = service.replaceAll('-', '_');
    const before = [...this.#clients.values()].filter(({ name }) => name.replace(/\d$/, '') === short).length;
    const name = this.#clients.get(made.text)?.name ?? `${short}${before === 0 ? '' : before + 1}`;
    this.#clients.set(made.text, { name, line: py`${py.identifier(name)} = ${made}` });
    const named = Object.entries(input).map(([key, value]) => py`${py.identifier(key)}=${literal(value)}`);
    return comma([py`${py.identifier(name)}.${py.identifier(snake(action))}`, ...named]);
  }
}

function checkLines(check: Check): readonly Code[] {
  switch (check.kind) {
    case 'codes':
      return [
        ...py.lines('if code is None:', '    stop("it was not refused")', 'seen = None'),
        py`mended = code in ${literal(check.codes)}`,
      ];
    case 'status':
      return [
        ...py.lines('if code is None:', '    stop("it was not refused")', 'seen = status'),
        py`mended = code != ${check.code} or status in ${literal(check.status)}`,
      ];
    case 'part':
      return [
        ...py.lines('if code is not None:', '    stop(f"it was refused: {code}")'),
        py`seen = ${viewed(check.view)}`,
        py`mended = ${isWanted(check.wanted)}`,
      ];
    case 'answer': {
      const { part, success, codes, noServerError } = check;
      const refusal = codes === 'any' ? py`True` : codes === 'none' ? py`False` : py`code in ${literal(codes)}`;
      const good = !success ? py`False` : part === undefined ? py`True` : isWanted(part.wanted);
      const refused = noServerError && codes !== 'none' ? py`status < 500 and ${refusal}` : refusal;
      return [
        part === undefined ? py`seen = "success"` : py`seen = ${viewed(part.view)} if code is None else None`,
        py`mended = ${good} if code is None else ${refused}`,
      ];
    }
  }
}

function viewed(view: View): Code {
  const { within } = view;
  const base =
    within === undefined
      ? py`answer`
      : py`next((one for one in answer.get(${within.list}, []) if one.get(${within.member}) == ${literal(within.is)}), {})`;
  const at = member(base, view.path);
  switch (view.as) {
    case 'text':
      return view.blank ? py`(${at} or None)` : at;
    case 'number':
      return at;
    case 'words':
      return view.member === undefined
        ? py`sorted(${at} or [])`
        : py`sorted(one.get(${view.member}) for one in ${at} or [])`;
    case 'tags':
      return py`{tag["Key"]: tag["Value"] for tag in ${at} or []}`;
    case 'log':
      return py`(None if ${at} is None else ${at}.get("LogGroupName", ""))`;
    case 'grants':
      return py`grants(${at})`;
    case 'listed':
      return py`any(one.get(${view.member}) == ${literal(view.text)} for one in ${at} or [])`;
  }
}

/** Whether what was seen is as wanted. */
function isWanted(wanted: Wanted): Code {
  if ('form' in wanted) return py`re.fullmatch(${py.joined(wanted.form.map(formOf), ' + ')}, seen or "") is not None`;
  if ('oneOf' in wanted) return py`seen in ${literal(wanted.oneOf)}`;
  return py`seen not in ${literal(wanted.noneOf)}`;
}

function formOf(piece: FormPiece): Code {
  if (piece === UUID) return py`${UUID_FORM}`;
  return py`re.escape(${typeof piece === 'string' ? py`${piece}` : nameOf(piece as Kept)})`;
}
