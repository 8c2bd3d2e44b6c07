import { AWS_DOMAINS } from '../../adapters/index.ts';
import { endpointOf, heading, OPEN } from './heading.ts';
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

/** A reproduction as a script for bash, with the AWS CLI, version 1 or 2. Reading a policy takes Python as well. */
export function awsCli(reproduction: Reproduction, file: string): string {
  const { removals, acts, last } = reproduction;
  const clean = removals.flatMap(removalLines);
  const body = [...acts.flatMap(actLines), ...lastLines(last), ...checkLines(last.check)];
  const uses = (piece: string): boolean => body.some((line) => line.includes(piece));
  const needs = uses('grants') ? 'needs the AWS CLI and python3' : 'needs the AWS CLI';
  return [
    '#!/usr/bin/env bash',
    ...heading(reproduction, '#', `bash ${file}`, needs),
    'set -uo pipefail',
    '',
    `endpoint=\${1:-${endpointOf(reproduction)}}`,
    "# Where the access key id chooses the account, this one is nobody else's.",
    'export AWS_ACCESS_KEY_ID=$((RANDOM % 8 + 1))$(printf %05d%06d $RANDOM $((RANDOM * 30)))',
    'export AWS_SECRET_ACCESS_KEY=test AWS_MAX_ATTEMPTS=1 AWS_PAGER="" AWS_EC2_METADATA_DISABLED=true',
    'export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null',
    'unset AWS_PROFILE AWS_SESSION_TOKEN AWS_ENDPOINT_URL',
    '',
    'said=$(mktemp)',
    'trap \'rm -f "$said"\' EXIT',
    'aws() { command aws --endpoint-url "$endpoint" --output text "$@" 2>"$said"; }',
    'attempt() { "$@" >/dev/null || true; }',
    'stop() {',
    '  echo "cannot be told: $*"',
    '  exit 2',
    '}',
    '# The code of a refusal; nothing after a success.',
    'code_of() {',
    '  [ "$1" = 0 ] && return',
    '  sed -n \'s/^.*An error occurred (\\([^)]*\\)) when calling.*$/\\1/p\' "$said" | tail -1 | grep . ||',
    '    { grep -q "Unable to parse response" "$said" && echo unreadable; } || stop "$(tail -1 "$said")" >&2',
    '}',
    ...(uses('must ') ? ['must() { "$@" || stop "$3 $4 was refused: $(tail -1 "$said")" >&2; }'] : []),
    ...(uses('status')
      ? ['status_of() { sed -n \'s/^.* HTTP\\/1\\.1" \\([0-9]*\\) .*$/\\1/p\' "$said" | tail -1; }']
      : []),
    ...(uses('grants') ? GRANTS : []),
    '',
    'case "$(tr A-Z a-z <<<"$endpoint/")" in',
    `  ${AWS_DOMAINS.flatMap((domain) => [`*.${domain}[:/]*`, `*.${domain}.[:/]*`]).join(' | ')}) stop "AWS itself is not asked" ;;`,
    'esac',
    '',
    ...(clean.length === 0
      ? []
      : [
          '# Removes what this script makes: the access key id chooses no account here.',
          'clean() {',
          ...clean.map((line) => `  ${line}`),
          '}',
          'clean',
          '',
        ]),
    ...body,
    ...(clean.length === 0 ? [] : ['clean']),
    'if [ "$mended" = yes ]; then',
    '  echo "as on AWS"',
    '  exit 0',
    'fi',
    'echo "differs: ${code:-$seen}"',
    'exit 1',
    '',
  ].join('\n');
}

/** What a policy document grants, whatever its order and whether it writes lists or scalars. */
const GRANTS = [
  '# What a policy document grants, one line for each action and resource or principal.',
  'grants() {',
  "  python3 -c '",
  'import json, sys',
  'def listed(value): return value if isinstance(value, list) else [] if value is None else [value]',
  'document = (json.loads(sys.stdin.read() or "[]") or [None])[0]',
  'lines = []',
  'for one in listed(document.get("Statement")) if isinstance(document, dict) else []:',
  '    principals = [f"to {kind} {name}" for kind, names in one.get("Principal", {}).items() for name in listed(names)]',
  '    objects = [f"on {resource}" for resource in listed(one.get("Resource"))] + principals',
  '    lines += [" ".join([one["Effect"], action, object]) for action in listed(one.get("Action")) for object in objects]',
  'print(json.dumps([None if document is None else sorted(lines)], separators=(",", ":")))\'',
  '}',
];

const single = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** A text inside double quotes, with what earlier answers showed. */
function told({ told: pieces }: Told, inside: (text: string) => string = (text) => text): string {
  return pieces
    .map((piece) => (typeof piece === 'string' ? inside(piece).replaceAll(/[\\"$`]/g, '\\$&') : nameOf(piece)))
    .join('');
}

const nameOf = ({ of, inCapitals }: Kept): string => (inCapitals ? `$(tr a-z A-Z <<<"$${of}")` : `\${${of}}`);

/** A value as one word of a command. */
function word(value: Value): string {
  if (typeof value === 'string') return single(value);
  if (isTold(value)) return `"${told(value)}"`;
  if (typeof value !== 'object' || value === null) return String(value);
  return single(JSON.stringify(value));
}

/** `CreateServiceLinkedRole` as the AWS CLI spells it. */
const kebab = (name: string): string =>
  name.replaceAll(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3-$2').toLowerCase();

function commandOf({ service, action, region, input }: Call, ...options: readonly string[]): string {
  const named = Object.entries(input).map(([key, value]) => `--${kebab(key)} ${word(value)}`);
  return ['aws', '--region', region, ...options, service, kebab(action), ...named].join(' ');
}

function removalLines(removal: Removal): readonly string[] {
  if (removal.kind === 'call') return [`attempt ${commandOf(removal.call)}`];
  const on = (action: string, input: Call['input']): Call => ({
    service: 'iam',
    action,
    region: 'us-east-1',
    input,
  });
  const each: Value = { told: [{ of: 'each' }] };
  return [
    `for each in $(${commandOf(on('ListRoles', { PathPrefix: removal.path }))} --query 'Roles[].RoleName'); do`,
    ...[...removal.undo, on('DeleteServiceLinkedRole', { RoleName: each }), on('DeleteRole', { RoleName: each })].map(
      (call) => `  attempt ${commandOf(call)}`,
    ),
    'done',
  ];
}

function actLines(act: Act): readonly string[] {
  switch (act.kind) {
    case 'pause':
      return [`sleep ${act.seconds}`];
    case 'poll':
      return polled(act.call, act.seconds, '--query Status');
    case 'call': {
      const command = commandOf(act.call);
      if (act.keeps.length === 0) return [act.must ? `must ${command} >/dev/null || exit 2` : `attempt ${command}`];
      return act.keeps.length === 1
        ? [kept(act, command, act.keeps[0])]
        : [
            `read -r ${act.keeps.map(({ name }) => name).join(' ')} < <(must ${command} --query '[${act.keeps.map(({ path }) => path.join('.')).join(', ')}]') || exit 2`,
          ];
    }
  }
}

function kept(
  act: Act & { readonly kind: 'call' },
  command: string,
  keep: (typeof act.keeps)[number] | undefined,
): string {
  const { name, path, otherwise } = keep as NonNullable<typeof keep>;
  const asked = `${command} --query ${path.join('.')}`;
  return act.must ? `${name}=$(must ${asked}) || exit 2` : `${name}=$(${asked}) || ${name}=${single(otherwise ?? '')}`;
}

function polled(call: Call, seconds: number, ...options: readonly string[]): readonly string[] {
  return [
    `for _ in $(seq ${seconds}); do`,
    `  case "$(${[commandOf(call), ...options].join(' ')})" in ${OPEN.join(' | ')}) sleep 1 ;; *) break ;; esac`,
    'done',
  ];
}

/** The last call; what its check looks at is in `seen`, the code of a refusal in `code`. */
function lastLines({ call, polls, check }: Reproduction['last']): readonly string[] {
  const view = check.kind === 'part' ? check.view : check.kind === 'answer' ? check.part?.view : undefined;
  const needsStatus = check.kind === 'status' || (check.kind === 'answer' && check.noServerError);
  const command = commandOf(call, ...(needsStatus ? ['--debug'] : []));
  const query = view === undefined ? '' : ` --query ${queryOf(view)}`;
  return [
    ...(polls === undefined ? [] : polled(call, polls, '--query Status')),
    `seen=$(${command}${query})`,
    'code=$(code_of $?) || exit 2',
    ...(needsStatus ? ['status=$(status_of)'] : []),
    ...(view?.as === 'grants' ? ['seen=$(grants <<<"$seen")'] : []),
  ];
}

const among = (name: string, values: readonly string[], good = 'yes'): string =>
  values.length === 0 ? ':' : `case "$${name}" in ${values.join(' | ')}) mended=${good} ;; esac`;

function checkLines(check: Check): readonly string[] {
  switch (check.kind) {
    case 'codes':
      return ['mended=no', '[ -n "$code" ] || stop "it was not refused"', among('code', check.codes.map(single))];
    case 'status':
      return [
        'mended=no',
        '[ -n "$code" ] || stop "it was not refused"',
        `[ "$code" = ${single(check.code)} ] || mended=yes`,
        among('status', check.status.map(String)),
        'code="$code with HTTP $status"',
      ];
    case 'part':
      return ['[ -z "$code" ] || stop "it was refused: $code"', ...wantedLines(check.wanted)];
    case 'answer': {
      const { part, success, codes, noServerError } = check;
      const good = !success ? ['mended=no'] : part === undefined ? ['mended=yes'] : wantedLines(part.wanted);
      const refusal = codes === 'any' ? ['mended=yes'] : codes === 'none' ? [] : [among('code', codes.map(single))];
      return [
        'if [ -z "$code" ]; then',
        ...good.map((line) => `  ${line}`),
        ...(part === undefined ? ['  seen=success'] : []),
        'else',
        '  mended=no',
        ...refusal.map((line) => `  ${line}`),
        ...(noServerError ? ['  [ "$status" -lt 500 ] || mended=no'] : []),
        'fi',
      ];
    }
  }
}

/** A view as a query whose answer is one line of JSON: a list of the one value. */
function queryOf(view: View): string {
  const { within } = view;
  const base = within === undefined ? '' : `${within.list}[?${within.member} == \`${queryWord(within.is)}\`] | [0].`;
  const at = `${base}${view.path.join('.')}`;
  const query = ((): string => {
    switch (view.as) {
      case 'text':
        return view.blank ? `to_string([${at} || \`null\`])` : `to_string([${at}])`;
      case 'number':
      case 'grants':
        return `to_string([${at}])`;
      case 'words':
        return `to_string([sort(${at}${view.member === undefined ? '' : `[].${view.member}`} || \`[]\`)])`;
      case 'tags':
        return `to_string([sort_by(${at} || \`[]\`, &Key)[].[Key, Value]])`;
      case 'log':
        return `to_string([${at} && (${at}.LogGroupName || '')])`;
      case 'listed':
        return `to_string([contains(${at}[].${view.member} || \`[]\`, \`${queryWord(view.text)}\`)])`;
    }
  })();
  return `"${query.replaceAll(/[`]/g, '\\`')}"`;
}

/** A text as JSON inside a query inside double quotes. */
const queryWord = (text: string | Told): string =>
  typeof text === 'string' ? JSON.stringify(text).replaceAll(/["\\$]/g, '\\$&') : `\\"${told(text)}\\"`;

/** Whether `seen` is as wanted. */
function wantedLines(wanted: Wanted): readonly string[] {
  if ('form' in wanted)
    return ['mended=no', `[[ $seen =~ ^'["'${wanted.form.map(formText).join('')}'"]'$ ]] && mended=yes`];
  if ('oneOf' in wanted) return ['mended=no', among('seen', wanted.oneOf.map(seenText))];
  return ['mended=yes', among('seen', wanted.noneOf.map(seenText), 'no')];
}

/** A value as a query shows it. */
function seenText(value: Plain | Told): string {
  if (isTold(value)) return `"[\\"${told(value)}\\"]"`;
  const seen =
    value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value).sort() : value;
  return single(JSON.stringify([seen]));
}

const formText = (piece: FormPiece): string =>
  piece === UUID ? UUID_FORM : typeof piece === 'string' ? `'${piece}'` : `"${nameOf(piece as Kept)}"`;
