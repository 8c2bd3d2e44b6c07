import { bash, quoted, jsonInner, type Written } from '../encode/index.ts';
import * as parts from './aws-cli-parts.ts';
import { endpointOf, heading, OPEN } from './heading.ts';
import { jsonPieces } from './json-pieces.ts';
import {
  isTold,
  NotTold,
  UUID,
  type FormPiece,
  type Act,
  type Call,
  type Check,
  type Keep,
  type Kept,
  type Plain,
  type Removal,
  type Reproduction,
  type Told,
  type Value,
  type View,
  type Wanted,
} from './reproduction.ts';

type Line = Written<'bash'>;

/**
 * A reproduction as a script for bash, with the AWS CLI, version 1 or 2. Reading a policy takes Python as well. Whatever a target said is
 * JSON in ASCII, in the script and in its variables: that is how it is compared, and how it goes into a call, as a part of
 * `--cli-input-json`, since the AWS CLI would load `file://` and `http://` of any other parameter.
 */
export function awsCli(reproduction: Reproduction, file: string): string {
  const { removals, acts, last } = reproduction;
  const clean = removals.flatMap(removalLines);
  const body = [...acts.flatMap(actLines), ...lastLines(last), ...checkLines(last.check)];
  const uses = (piece: string): boolean => [...clean, ...body].some(({ text }) => text.includes(piece));
  const needs = uses('grants') ? 'needs the AWS CLI and python3' : 'needs the AWS CLI';
  return [
    ...bash.lines('#!/usr/bin/env bash'),
    ...heading(reproduction, `bash ${file}`, needs).map((line) => bash.remark('#', line)),
    ...bash.lines('set -uo pipefail', ''),
    bash`endpoint=\${1:-${endpointOf(reproduction)}}`,
    ...parts.SETTINGS,
    ...(uses('must ') ? parts.MUST : []),
    ...(uses('keep ') ? parts.KEEP : []),
    ...(uses('literal ') ? parts.LITERAL : []),
    ...(uses('capitals ') ? parts.CAPITALS : []),
    ...(uses('status') ? parts.STATUS : []),
    ...(uses('grants') ? parts.GRANTS : []),
    ...bash.lines(''),
    ...parts.GUARD,
    ...bash.lines(''),
    ...(clean.length === 0
      ? []
      : [
          ...bash.lines('# Removes what this script makes: the access key id chooses no account here.', 'clean() {'),
          ...indented(clean),
          ...bash.lines('}', 'clean', ''),
        ]),
    ...body,
    ...(clean.length === 0 ? [] : bash.lines('clean')),
    ...bash.lines(
      'if [ "$mended" = yes ]; then',
      '  echo "as on AWS"',
      '  exit 0',
      'fi',
      'shown "differs: ${code:-$seen}"',
      'exit 1',
      '',
    ),
  ]
    .map(({ text }) => text)
    .join('\n');
}

const indented = (lines: readonly Line[]): readonly Line[] => lines.map((line) => bash`  ${line}`);

/** A text that is kept of an earlier answer, within JSON. */
const nameOf = ({ of, inCapitals }: Kept): Line =>
  inCapitals ? bash`"$(capitals "$${bash.identifier(of)}")"` : bash`"$${bash.identifier(of)}"`;

/** Pieces of text and of earlier answers as one word. */
function word(pieces: readonly (string | Kept)[], kept: (one: Kept) => Line = nameOf): Line {
  const merged = pieces.reduce<readonly (string | Kept)[]>((all, piece) => {
    const before = all.at(-1);
    return typeof before === 'string' && typeof piece === 'string'
      ? [...all.slice(0, -1), before + piece]
      : [...all, piece];
  }, []);
  return bash`${merged.map((piece) => (typeof piece === 'string' ? bash`${piece}` : kept(piece)))}`;
}

/** `CreateServiceLinkedRole` as the AWS CLI spells it. */
const kebab = (name: string): string =>
  name.replaceAll(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3-$2').toLowerCase();

function commandOf({ service, action, region, input }: Call): Line {
  const given = Object.keys(input).length === 0 ? [] : bash` --cli-input-json ${word(jsonPieces(input))}`;
  return bash`aws --region ${region} ${service} ${kebab(action)}${given}`;
}

function removalLines(removal: Removal): readonly Line[] {
  if (removal.kind === 'call') return [bash`attempt ${commandOf(removal.call)}`];
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
  return [
    ...bash.lines('while read -r each; do', "  each=${each#'[\"'} each=${each%'\"]'}"),
    ...calls.map((call) => bash`  attempt ${commandOf(call)}`),
    bash`done < <(${commandOf(on('ListRoles', { PathPrefix: removal.path }))} --query 'Roles[].to_string([RoleName])' | tr '\\t' '\\n' | grep '^\\["')`,
  ];
}

function actLines(act: Act): readonly Line[] {
  switch (act.kind) {
    case 'pause':
      return [bash`sleep ${act.seconds}`];
    case 'poll':
      return polled(act.call, act.seconds);
    case 'call': {
      const command = commandOf(act.call);
      if (act.keeps.length === 0)
        return [act.must ? bash`must ${command} >/dev/null || exit 2` : bash`attempt ${command}`];
      return [
        act.must
          ? bash`${keeping(act.keeps, bash`must ${command}`)} || exit 2`
          : bash`${keeping(act.keeps, command)} || ${otherwise(act.keeps)}`,
      ];
    }
  }
}

function keeping(keeps: readonly Keep[], command: Line): Line {
  const names = bash.joined(
    keeps.map(({ name }) => bash.identifier(name)),
    ' ',
  );
  const texts = keeps.map(({ path }) => `to_string([${path.join('.')}])`);
  return bash`keep '${names}' ${command} --query ${texts.length === 1 ? texts.join('') : `[${texts.join(', ')}]`}`;
}

const otherwise = (keeps: readonly Keep[]): Line =>
  bash.joined(
    keeps.map((keep) => bash`${bash.identifier(keep.name)}=${keep.otherwise ?? ''}`),
    ' ',
  );

function polled(call: Call, seconds: number): readonly Line[] {
  return [
    bash`for _ in $(seq ${seconds}); do`,
    bash`  case "$(${commandOf(call)} --query Status)" in ${bash.joined(
      OPEN.map((status) => bash`${status}`),
      ' | ',
    )}) sleep 1 ;; *) break ;; esac`,
    ...bash.lines('done'),
  ];
}

/** The last call; what its check looks at is in `seen`, the code of a refusal in `code`. */
function lastLines({ call, polls, check }: Reproduction['last']): readonly Line[] {
  const view = check.kind === 'part' ? check.view : check.kind === 'answer' ? check.part?.view : undefined;
  const needsStatus = check.kind === 'status' || (check.kind === 'answer' && check.noServerError);
  const query = view === undefined ? [] : bash` --query ${word(queryOf(view), literal)}`;
  return [
    ...(polls === undefined ? [] : polled(call, polls)),
    bash`seen=$(${commandOf(call)}${needsStatus ? bash` --debug` : []}${query})`,
    ...bash.lines('code=$(code_of $?) || exit 2'),
    ...(needsStatus ? bash.lines('status=$(status_of)') : []),
    ...(view?.as === 'grants' ? bash.lines('seen=$(grants <<<"$seen")') : []),
  ];
}

const literal = (one: Kept): Line => bash`"$(literal ${nameOf(one)})"`;

const among = (name: 'code' | 'seen' | 'status', words: readonly Line[], good: 'yes' | 'no' = 'yes'): readonly Line[] =>
  words.length === 0
    ? []
    : [bash`case "$${bash.identifier(name)}" in ${bash.joined(words, ' | ')}) mended=${good} ;; esac`];

const words = (values: readonly (string | number)[]): readonly Line[] => values.map((value) => bash`${value}`);

function checkLines(check: Check): readonly Line[] {
  switch (check.kind) {
    case 'codes':
      return [
        ...bash.lines('mended=no', '[ -n "$code" ] || stop "it was not refused"'),
        ...among('code', words(check.codes)),
      ];
    case 'status':
      return [
        ...bash.lines('mended=no', '[ -n "$code" ] || stop "it was not refused"'),
        bash`[ "$code" = ${check.code} ] || mended=yes`,
        ...among('status', words(check.status)),
        ...bash.lines('code="$code with HTTP $status"'),
      ];
    case 'part':
      return [...bash.lines('[ -z "$code" ] || stop "it was refused: $code"'), ...wantedLines(check.wanted)];
    case 'answer': {
      const { part, success, codes, noServerError } = check;
      const yes = bash.lines('mended=yes');
      const no = bash.lines('mended=no');
      const good = !success ? no : part === undefined ? yes : wantedLines(part.wanted);
      const refusal = codes === 'any' ? yes : codes === 'none' ? [] : among('code', words(codes));
      return [
        ...bash.lines('if [ -z "$code" ]; then'),
        ...indented(good),
        ...(part === undefined ? bash.lines('  seen=success') : []),
        ...bash.lines('else', '  mended=no'),
        ...indented(refusal),
        ...(noServerError ? bash.lines('  [ "$status" -lt 500 ] || mended=no') : []),
        ...bash.lines('fi'),
      ];
    }
  }
}

/** A view as a query whose answer is one line of JSON: a list of the one value. */
function queryOf(view: View): readonly (string | Kept)[] {
  const { within } = view;
  const at = view.path.join('.');
  const of: readonly (string | Kept)[] =
    within === undefined
      ? [at]
      : [`${within.list}[?${within.member} == `, ...literalPieces(within.is), `] | [0].${at}`];
  switch (view.as) {
    case 'text':
      return view.blank ? ['to_string([', ...of, ' || `null`])'] : ['to_string([', ...of, '])'];
    case 'number':
    case 'grants':
      return ['to_string([', ...of, '])'];
    case 'words':
      return ['to_string([sort(', ...of, `${view.member === undefined ? '' : `[].${view.member}`} || \`[]\`)])`];
    case 'tags':
      return ['to_string([sort_by(', ...of, ' || `[]`, &Key)[].[Key, Value]])'];
    case 'log':
      return ['to_string([', ...of, ' && (', ...of, ".LogGroupName || '')])"];
    case 'listed':
      return ['to_string([contains(', ...of, `[].${view.member} || \`[]\`, `, ...literalPieces(view.text), ')])'];
  }
}

const literalPieces = (value: string | Told): readonly (string | Kept)[] => [
  '`',
  ...jsonPieces(value).map((piece) => (typeof piece === 'string' ? piece.replaceAll('`', '\\u0060') : piece)),
  '`',
];

/** Whether `seen` is as wanted. */
function wantedLines(wanted: Wanted): readonly Line[] {
  if ('form' in wanted)
    return [...bash.lines('mended=no'), bash`[[ $seen =~ ^'["'${wanted.form.map(formText)}'"]'$ ]] && mended=yes`];
  if ('oneOf' in wanted) return [...bash.lines('mended=no'), ...among('seen', wanted.oneOf.map(seenWord))];
  return [...bash.lines('mended=yes'), ...among('seen', wanted.noneOf.map(seenWord), 'no')];
}

/** A value as a query shows it. */
function seenWord(value: Plain | Told): Line {
  // The AWS CLI leaves this one character as it is, where scripts have its escape.
  if (JSON.stringify(value).includes('\u007f'))
    throw new NotTold('what was expected has a character that does not show');
  if (isTold(value)) return word(['[', ...jsonPieces(value), ']']);
  const seen =
    value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value).sort() : value;
  return word(['[', ...jsonPieces(seen as Plain), ']']);
}

/** A piece of a regular expression; what is quoted stands for itself there. */
const formText = (piece: FormPiece): Line => {
  if (piece === UUID) return bash`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`;
  return typeof piece === 'string' ? quoted(jsonInner(piece)) : nameOf(piece as Kept);
};
