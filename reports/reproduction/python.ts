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

/** A reproduction as a script for Python, with boto3. */
export function python(reproduction: Reproduction, file: string): string {
  const { removals, acts, last } = reproduction;
  const script = new Script();
  const clean = removals.flatMap((removal) => script.removal(removal));
  const body = [...acts.flatMap((act) => script.act(act)), ...script.last(last), ...checkLines(last.check)];
  const uses = (piece: string): boolean => body.some((line) => line.includes(piece));
  const modules = ['os', 'random', 're', 'sys', ...(uses('time.') ? ['time'] : [])];
  return [
    ...heading(reproduction, '#', `python3 ${file}`, 'pip install boto3'),
    ...modules.map((name) => `import ${name}`),
    'from urllib.parse import urlsplit',
    '',
    '',
    'def stop(why):',
    '    print(f"cannot be told: {why}", flush=True)',
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
    `endpoint = sys.argv[1] if len(sys.argv) > 1 else ${JSON.stringify(endpointOf(reproduction))}`,
    AWS_GUARD,
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
    ...(uses('must(')
      ? [
          'def must(call, **parameters):',
          '    answer, code, _ = attempt(call, **parameters)',
          '    return answer if code is None else stop(f"{call.__name__} was refused: {code}")',
          '',
          '',
        ]
      : []),
    ...(uses('grants(') ? [...GRANTS, '', ''] : []),
    ...script.clients,
    '',
    ...(clean.length === 0
      ? []
      : [
          '',
          'def clean():',
          '    """Removes what this script makes: the access key id chooses no account here."""',
          ...clean.map((line) => `    ${line}`),
          '',
          '',
          'clean()',
        ]),
    ...body,
    ...(clean.length === 0 ? [] : ['clean()']),
    'came = repr(seen) if code is None else f"{code} (HTTP {status})"',
    'print("as on AWS" if mended else f"differs: {came}")',
    'sys.exit(0 if mended else 1)',
    '',
  ].join('\n');
}

const AWS_GUARD = `if re.search(r"${AWS_HOSTS}", urlsplit(endpoint).hostname or ""):`;

/** What a policy document grants, whatever its order and whether it writes lists or scalars. */
const GRANTS = [
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
];

const quoted = (text: string): string => JSON.stringify(text);

function told({ told: pieces }: Told): string {
  const [only, ...others] = pieces;
  if (others.length === 0 && typeof only === 'object') return nameOf(only);
  const inside = pieces.map((piece) =>
    typeof piece === 'string' ? quoted(piece).slice(1, -1).replaceAll(/[{}]/g, '$&$&') : `{${nameOf(piece)}}`,
  );
  return `f"${inside.join('')}"`;
}

const nameOf = ({ of, inCapitals }: Kept): string => (inCapitals ? `${of}.upper()` : of);

function valueText(value: Value | Plain): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return String(value);
  if (isTold(value)) return told(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  const members = Object.entries(value as Readonly<Record<string, Value>>);
  return `{${members.map(([key, one]) => `${quoted(key)}: ${valueText(one)}`).join(', ')}}`;
}

/** `CreateServiceLinkedRole` as boto3 spells it. */
const snake = (name: string): string =>
  name.replaceAll(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3_$2').toLowerCase();

/** A member of an answer, or None. */
const member = (base: string, path: readonly string[]): string =>
  path.reduce((text, name, index) => `${index > 0 ? `(${text} or {})` : text}.get(${quoted(name)})`, base);

/** The parts of one script, and the clients that they need. */
class Script {
  readonly #clients = new Map<string, string>();

  get clients(): readonly string[] {
    return [...this.#clients].map(([made, name]) => `${name} = ${made}`);
  }

  removal(removal: Removal): readonly string[] {
    if (removal.kind === 'call') return [`attempt(${this.#call(removal.call)})`];
    const on = (action: string, input: Call['input']): string =>
      this.#call({ service: 'iam', action, region: 'us-east-1', input });
    const each: Value = { told: [{ of: 'each' }] };
    return [
      `roles, _, _ = attempt(${on('ListRoles', { PathPrefix: removal.path })})`,
      'for each in [role["RoleName"] for role in (roles or {}).get("Roles", [])]:',
      ...removal.undo.map((call) => `    attempt(${this.#call(call)})`),
      `    attempt(${on('DeleteServiceLinkedRole', { RoleName: each })})`,
      `    attempt(${on('DeleteRole', { RoleName: each })})`,
    ];
  }

  act(act: Act): readonly string[] {
    switch (act.kind) {
      case 'pause':
        return [`time.sleep(${act.seconds})`];
      case 'poll':
        return this.#polled(act.call, act.seconds);
      case 'call': {
        const call = this.#call(act.call);
        if (act.keeps.length === 0) return [act.must ? `must(${call})` : `attempt(${call})`];
        return [
          act.must ? `answer = must(${call})` : `answer, _, _ = attempt(${call})`,
          ...act.keeps.map(
            ({ name, path, otherwise }) =>
              `${name} = ${member(act.must ? 'answer' : '(answer or {})', path)}${otherwise === undefined ? '' : ` or ${quoted(otherwise)}`}`,
          ),
        ];
      }
    }
  }

  last({ call, polls }: Reproduction['last']): readonly string[] {
    return polls === undefined ? [`answer, code, status = attempt(${this.#call(call)})`] : this.#polled(call, polls);
  }

  #polled(call: Call, seconds: number): readonly string[] {
    return [
      `for _ in range(${seconds}):`,
      `    answer, code, status = attempt(${this.#call(call)})`,
      `    if (answer or {}).get("Status") not in ${valueText([...OPEN])}:`,
      '        break',
      '    time.sleep(1)',
    ];
  }

  #call({ service, action, region, input }: Call): string {
    const made = `client(${quoted(service)}, ${quoted(region)})`;
    const short = service.replace('-', '_');
    const before = [...this.#clients.values()].filter((name) => name.replace(/\d$/, '') === short).length;
    const client = this.#clients.get(made) ?? `${short}${before === 0 ? '' : before + 1}`;
    this.#clients.set(made, client);
    const named = Object.entries(input).map(([key, value]) => `${key}=${valueText(value)}`);
    return [`${client}.${snake(action)}`, ...named].join(', ');
  }
}

function checkLines(check: Check): readonly string[] {
  const among = (values: readonly (Value | Plain)[]): string => valueText(values);
  switch (check.kind) {
    case 'codes':
      return [
        'if code is None:',
        '    stop("it was not refused")',
        'seen = None',
        `mended = code in ${among(check.codes)}`,
      ];
    case 'status':
      return [
        'if code is None:',
        '    stop("it was not refused")',
        'seen = status',
        `mended = code != ${quoted(check.code)} or status in ${among(check.status)}`,
      ];
    case 'part':
      return [
        'if code is not None:',
        '    stop(f"it was refused: {code}")',
        `seen = ${viewText(check.view)}`,
        `mended = ${wantedText(check.wanted)}`,
      ];
    case 'answer': {
      const { part, success, codes, noServerError } = check;
      const refusal = codes === 'any' ? 'True' : codes === 'none' ? 'False' : `code in ${among(codes)}`;
      const good = !success ? 'False' : part === undefined ? 'True' : wantedText(part.wanted);
      const refused = noServerError && codes !== 'none' ? `status < 500 and ${refusal}` : refusal;
      return [
        part === undefined ? 'seen = "success"' : `seen = ${viewText(part.view)} if code is None else None`,
        `mended = ${good} if code is None else ${refused}`,
      ];
    }
  }
}

function viewText(view: View): string {
  const { within } = view;
  const base =
    within === undefined
      ? 'answer'
      : `next((one for one in answer.get(${quoted(within.list)}, []) if one.get(${quoted(within.member)}) == ${valueText(within.is)}), {})`;
  const at = member(base, view.path);
  switch (view.as) {
    case 'text':
      return view.blank ? `(${at} or None)` : at;
    case 'number':
      return at;
    case 'words':
      return view.member === undefined
        ? `sorted(${at} or [])`
        : `sorted(one.get(${quoted(view.member)}) for one in ${at} or [])`;
    case 'tags':
      return `{tag["Key"]: tag["Value"] for tag in ${at} or []}`;
    case 'log':
      return `(None if ${at} is None else ${at}.get("LogGroupName", ""))`;
    case 'grants':
      return `grants(${at})`;
    case 'listed':
      return `any(one.get(${quoted(view.member)}) == ${valueText(view.text)} for one in ${at} or [])`;
  }
}

/** Whether what was seen is as wanted. */
function wantedText(wanted: Wanted): string {
  if ('form' in wanted) return `re.fullmatch(${wanted.form.map(formText).join(' + ')}, seen or "") is not None`;
  if ('oneOf' in wanted) return `seen in ${valueText(wanted.oneOf)}`;
  return `seen not in ${valueText(wanted.noneOf)}`;
}

function formText(piece: FormPiece): string {
  if (piece === UUID) return `"${UUID_FORM}"`;
  return `re.escape(${typeof piece === 'string' ? quoted(piece) : nameOf(piece as Kept)})`;
}
