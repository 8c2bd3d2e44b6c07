/** What scripts for bash have in common, as it stands in them. */
import { AWS_DOMAINS } from '../../adapters/index.ts';
import { bash } from '../encode/index.ts';

export const SETTINGS = bash.lines(
  '# Nothing of AWS that is set here counts, no credentials and no profile; and nothing is loaded from the address that a parameter holds.',
  'unset ${!AWS_@}',
  'work=$(mktemp -d) || exit 2',
  'trap \'rm -rf "$work"\' EXIT',
  'printf \'[default]\\ncli_follow_urlparam = false\\n\' >"$work/config"',
  'export AWS_CONFIG_FILE="$work/config" AWS_SHARED_CREDENTIALS_FILE=/dev/null',
  "# Where the access key id chooses the account, this one is nobody else's.",
  'export AWS_ACCESS_KEY_ID=$((RANDOM % 8 + 1))$(printf %05d%06d $RANDOM $((RANDOM * 30)))',
  'export AWS_SECRET_ACCESS_KEY=test AWS_MAX_ATTEMPTS=1 AWS_PAGER="" AWS_EC2_METADATA_DISABLED=true',
  '',
  'said=$work/said',
  'aws() { command aws --endpoint-url "$endpoint" --output text "$@" 2>"$said"; }',
  'attempt() { "$@" >/dev/null </dev/null || true; }',
  '# A text in ASCII, so that no terminal and no CI takes it for more.',
  "shown() { LC_ALL=C sed -e 's/[^ -~]/?/g' -e 's/##/# #/g' <<<\"$*\"; }",
  'stop() {',
  '  shown "cannot be told: $*"',
  '  exit 2',
  '}',
  '# The code of a refusal; nothing after a success.',
  'code_of() {',
  '  [ "$1" = 0 ] && return',
  '  sed -n \'s/^.*An error occurred (\\([^)]*\\)) when calling.*$/\\1/p\' "$said" | tail -1 | grep . ||',
  '    { grep -q "Unable to parse response" "$said" && echo unreadable; } || stop "$(tail -1 "$said")" >&2',
  '}',
);

export const MUST = bash.lines('must() { "$@" || stop "$4 $5 was refused: $(tail -1 "$said")" >&2; }');

export const KEEP = bash.lines(
  '# Keeps texts of an answer under names: each as JSON in ASCII, without its quotes.',
  'keep() {',
  '  local names=$1 answers name text',
  '  shift',
  '  answers=$("$@") || return',
  '  for name in $names; do',
  "    text=${answers%%$'\\t'*}",
  "    answers=${answers#*$'\\t'}",
  '    case $text in \'["\'*\'"]\') ;; *) stop "an answer has no $name" ;; esac',
  "    text=${text#'[\"'}",
  '    printf -v "$name" %s "${text%\'"]\'}"',
  '  done',
  '}',
);

export const LITERAL = bash.lines(
  '# Such a text within a literal of a query, which ends at a backtick.',
  'literal() { sed \'s/`/\\\\u0060/g\' <<<"$1"; }',
);

export const CAPITALS = bash.lines(
  '# Such a text in capitals, but for its escapes.',
  'capitals() {',
  "  awk '{",
  '    while (match($0, /\\\\u....|\\\\./)) {',
  '      done = done toupper(substr($0, 1, RSTART - 1)) substr($0, RSTART, RLENGTH)',
  '      $0 = substr($0, RSTART + RLENGTH)',
  '    }',
  '    print done toupper($0)',
  '  }\' <<<"$1"',
  '}',
);

export const STATUS = bash.lines(
  'status_of() { sed -n \'s/^.* HTTP\\/1\\.1" \\([0-9]*\\) .*$/\\1/p\' "$said" | tail -1; }',
);

/** What a policy document grants, whatever its order and whether it writes lists or scalars. */
export const GRANTS = bash.lines(
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
);

export const GUARD = [
  ...bash.lines(
    'host=${endpoint#*://}',
    'host=${host%%[/?#]*}',
    'host=$(tr A-Z a-z <<<"${host##*@}")',
    'case $host in *[!]a-z0-9.:[-]* | \'\') stop "the endpoint has no host that can be told" ;; esac',
    'host=${host%%:*}',
    'case .${host%.} in',
  ),
  bash`  ${bash.joined(
    AWS_DOMAINS.map((domain) => bash`*.${domain}`),
    ' | ',
  )}) stop "AWS itself is not asked" ;;`,
  ...bash.lines('esac'),
];
