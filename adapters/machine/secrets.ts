/** What nobody but its owner is to read: every credential that this process can see, and what has the form of one. */
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const REMOVED = '[removed]';

/** Names of variables, members of JSON and lines of a file that hold a credential. */
const SECRET_NAME = /key|token|secret|passw|credential|auth/i;

/** A line of a file, or a member of JSON: its name, and what follows a colon or an equals sign. */
const MEMBER = /(?<![\w.:/-])([\w.:/-]+)["']?[ \t]{0,8}[=:][ \t]{0,8}["']?([^\s"',]{6,})/g;

/**
 * Whether a value is long enough, or odd enough, to be a credential: the name of an emulator, a path or an account id in a
 * variable with a telling name must not vanish from reports.
 */
const isOdd = (value: string): boolean =>
  !/^(?:[\d-]*|[./~].*|https?:.*)$/s.test(value) &&
  (value.length >= 16 || (value.length >= 6 && /\d/.test(value) && /\D/.test(value)));

/** Files in which tools keep credentials. */
function credentialFiles(): readonly string[] {
  const home = homedir();
  const caches = [join(home, '.aws', 'sso', 'cache'), join(home, '.aws', 'cli', 'cache')];
  const { AWS_SHARED_CREDENTIALS_FILE: shared, AWS_CONFIG_FILE: config } = process.env;
  return [
    shared ?? join(home, '.aws', 'credentials'),
    config ?? join(home, '.aws', 'config'),
    ...['.npmrc', '.netrc', '.pypirc', '.git-credentials', '.docker/config.json'].map((name) => join(home, name)),
    ...caches.flatMap((folder) => attempt(() => readdirSync(folder).map((name) => join(folder, name))) ?? []),
  ];
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function visible(): readonly string[] {
  const variables = Object.entries(process.env).flatMap(([name, value]) =>
    SECRET_NAME.test(name) ? (value ?? []) : [],
  );
  const texts = credentialFiles().flatMap((path) => attempt(() => readFileSync(path, 'utf8').slice(0, 100_000)) ?? []);
  return [...variables, ...texts.flatMap(secretsIn)];
}

/** The values in a text that stand beside a telling name: `--api-token=x`, `"SecretAccessKey": "x"`, `password x`. */
export function secretsIn(text: string): readonly string[] {
  const words = text.split(/\s+/);
  return [
    ...[...text.matchAll(MEMBER)].flatMap(([, name = '', value = '']) => (SECRET_NAME.test(name) ? [value] : [])),
    ...words.filter((word, index) => word.length >= 6 && SECRET_NAME.test(words[index - 1] ?? '')),
    ...[...text.matchAll(/:\/\/[^\s/@:]{0,200}:([^\s/@]{1,500})@/g)].map(([, value = '']) => value),
  ];
}

/** What has the form of a credential, whoever it belongs to, to its end however far; what stands in front of it is kept. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/AWS4-(?:HMAC|ECDSA-P256)-SHA256[^<"\r\n]*/g, REMOVED],
  [/\b(Credential|Signature|SignedHeaders)=[^\s,<"&]+/g, `$1=${REMOVED}`],
  [/\b(x-amz-(?:security-token|signature|credential))(["']?\s{0,4}[=:>]\s{0,4}["']?)[^\s"'<>&,;]+/gi, `$1$2${REMOVED}`],
  [/\b(authorization["']?\s{0,4}[=:>]\s{0,4}["']?)(?!\s{0,4}["']?\[removed\])[^"'<>\r\n]+/gi, `$1${REMOVED}`],
  [
    /\b(aws_?secret_?access_?key|aws_?session_?token|SecretAccessKey|SessionToken|AWSAccessKeyId)(["']?\s{0,4}[=:>]\s{0,4}["']?)(?![\s"'<>&,;[])[^\s"'<>&,;]+/gi,
    `$1$2${REMOVED}`,
  ],
  [/\b(Bearer|Basic)\s{1,4}[\w.~+/=-]{12,}/g, `$1 ${REMOVED}`],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, REMOVED],
  [/\b(?:gh[opsru]_|github_pat_|glpat-|npm_|xox[abpr]-|sk-)\w[\w-]{15,}/g, REMOVED],
  [/(?<![\w-])eyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]{4,}/g, REMOVED],
  [/\b(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[\w+/=%-]{8,}/g, REMOVED],
  [/(:\/\/[^\s/@:]{0,200}:)[^\s/@]{1,500}@/g, `$1${REMOVED}@`],
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g, REMOVED],
];

/** What any of the forms begins with; a text without it is left alone at once. */
const SUSPICIOUS =
  /AWS4-|Credential=|Signature=|SignedHeaders=|x-amz-|authorization|secret_?access_?key|session_?token|AWSAccessKeyId|Bearer|Basic|AKIA|ASIA|gh[opsru]_|github_pat_|glpat-|npm_|xox|sk-|eyJ|IQoJ|F[wQ]oG|:\/\/[^\s/@]{0,200}@|PRIVATE KEY/i;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** A value as it may be written: plain, in a URL, in JSON, in HTML or XML. */
const spellings = (value: string): readonly string[] => [
  value,
  encodeURIComponent(value),
  JSON.stringify(value).slice(1, -1),
  value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;'),
];

let known: Set<string> | undefined;
let values: RegExp | undefined;

/** Takes notice of more values that are credentials: those of a command line, those that a target gave. */
export function remember(secrets: readonly string[]): void {
  known ??= new Set(visible().filter(isOdd));
  for (const secret of secrets) if (isOdd(secret)) known.add(secret);
  const all = [...new Set([...known].flatMap(spellings))].sort((a, b) => b.length - a.length);
  values = all.length === 0 ? undefined : new RegExp(all.map(escaped).join('|'), 'g');
}

/** The text without any credential that this process can see: for what leaves, which may speak of credentials of its own. */
export function redactKnown(text: string): string {
  if (known === undefined) remember([]);
  return values === undefined ? text : text.replaceAll(values, REMOVED);
}

/** The text without any credential that this process can see, and without what has the form of one: for what others wrote. */
export function redact(text: string): string {
  const without = redactKnown(text);
  if (!SUSPICIOUS.test(without)) return without;
  return FORMS.reduce((rest, [form, instead]) => rest.replaceAll(form, instead), without);
}
