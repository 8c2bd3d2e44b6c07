import type { Isolation } from '../endpoint/index.ts';

/** Where one server of an emulator lives. */
export interface Place {
  /** Of 127.0.0.1. */
  readonly port: number;
  /** An empty folder of its own, removed when the server has ended. */
  readonly folder: string;
}

/** How a known emulator is found, started, isolated, and who maintains it. */
export interface EmulatorPreset {
  readonly name: string;
  /** Where to report what the suite finds. */
  readonly issues: string;
  /** Bound for a change to show, in milliseconds. */
  readonly settleMs: number;
  readonly isolation: Isolation;
  /** Whether a new account is dear, so that used ones are cleaned and used again. */
  readonly recycles: boolean;
  /** The command that serves it. */
  readonly binary: string;
  /**
   * Who tells its version: its Python distribution, the command itself when given these arguments, what Go wrote into it of this module,
   * or what Cargo noted beside it of this crate.
   */
  readonly version:
    | { readonly distribution: string }
    | { readonly args: readonly string[] }
    | { readonly goModule: string }
    | { readonly crate: string };
  /** Environment of the server, beside the few variables that every child is given. Everything it writes goes to the place's folder, its home. */
  environment(place: Place): Readonly<Record<string, string>>;
  args(place: Place): readonly string[];
  /** A path that answers 200 once it serves; absent where it has none, and whatever it answers to IAM tells. */
  readonly healthPath?: string;
  /** Milliseconds that it may take to serve. */
  readonly startMs: number;
  /** What to do when it is not installed. */
  readonly install: string;
}

/**
 * Where Docker is looked for, and not found: emulators that run containers also remove those that they take for their
 * own, when they start and when they end, and nothing under test needs one.
 */
const NO_DOCKER = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' };

/** LocalStack, and what was made of it: the default server of both takes no notice of the address that it is told. */
const gateway = ({ port, folder }: Place): Readonly<Record<string, string>> => ({
  ...NO_DOCKER,
  GATEWAY_LISTEN: `127.0.0.1:${port}`,
  GATEWAY_SERVER: 'hypercorn',
  XDG_CACHE_HOME: folder,
});

const here = (by: string): string => `Install it with ${by}, or here with \`npm run emulators\`.`;

const built = (by: string, name: string): string =>
  `Build it with \`${by}\`, or here with \`npm run emulators -- ${name}\`; either takes long.`;

export const emulatorPresets: readonly EmulatorPreset[] = [
  {
    name: 'moto',
    issues: 'https://github.com/getmoto/moto/issues',
    settleMs: 0,
    isolation: { header: 'x-moto-account-id' },
    recycles: true,
    binary: 'moto_server',
    version: { distribution: 'moto' },
    // AWS's managed policies are there on AWS; moto loads them on demand only, which costs about 0.1 s per account:
    // hence `recycles`.
    environment: () => ({ MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' }),
    args: ({ port }) => ['-H', '127.0.0.1', '-p', String(port)],
    healthPath: '/moto-api/data.json',
    startMs: 30_000,
    install: here('`pip install "moto[server]"`'),
  },
  {
    name: 'ministack',
    issues: 'https://github.com/ministackorg/ministack/issues',
    settleMs: 0,
    isolation: 'access-key',
    recycles: false,
    binary: 'ministack',
    version: { distribution: 'ministack' },
    environment: ({ port, folder }) => ({
      ...NO_DOCKER,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      // These two would listen on ports of their own.
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      S3_DATA_DIR: folder,
      STATE_DIR: folder,
    }),
    args: () => [],
    healthPath: '/_ministack/health',
    startMs: 30_000,
    install: here('`pip install ministack`'),
  },
  {
    name: 'localstack',
    issues: 'https://github.com/localstack/localstack/issues',
    settleMs: 0,
    isolation: 'access-key',
    recycles: true,
    binary: 'localstack-supervisor',
    version: { distribution: 'localstack-core' },
    environment: (place) => ({
      ...gateway(place),
      LOCALSTACK_HOST: `127.0.0.1:${place.port}`,
      TMPDIR: place.folder,
      // No name server, and nothing fetched or sent.
      DNS_ADDRESS: '0',
      DISABLE_EVENTS: '1',
      SKIP_SSL_CERT_DOWNLOAD: '1',
    }),
    args: () => [],
    healthPath: '/_localstack/health',
    startMs: 60_000,
    install: here('`pip install "localstack-core[runtime]==4.14.*" "cbor2<5.8" "pyOpenSSL<26"`'),
  },
  {
    name: 'localemu',
    issues: 'https://github.com/localemu/localemu/issues',
    settleMs: 0,
    isolation: 'access-key',
    recycles: true,
    binary: 'localemu',
    version: { distribution: 'localemu' },
    environment: (place) => ({
      ...gateway(place),
      LOCALEMU_HOST: `127.0.0.1:${place.port}`,
      CONFIG_DIR: place.folder,
      DATA_DIR: place.folder,
      TMPDIR: place.folder,
    }),
    args: ({ port }) => ['start', '--host', '127.0.0.1', '--port', String(port)],
    healthPath: '/_localemu/health',
    startMs: 60_000,
    install: here('`pip install "localemu[runtime]"`'),
  },
  {
    name: 'kumo',
    issues: 'https://github.com/sivchari/kumo/issues',
    settleMs: 0,
    isolation: 'none',
    recycles: false,
    binary: 'kumo',
    version: { goModule: 'github.com/sivchari/kumo' },
    environment: ({ port }) => ({ KUMO_HOST: '127.0.0.1', KUMO_PORT: String(port) }),
    args: () => ['serve'],
    healthPath: '/health',
    startMs: 30_000,
    install: here('`go install github.com/sivchari/kumo/cmd/kumo@latest`'),
  },
  {
    name: 'gopherstack',
    issues: 'https://github.com/BlackbirdWorks/gopherstack/issues',
    settleMs: 0,
    isolation: 'none',
    recycles: false,
    binary: 'gopherstack',
    version: { goModule: 'github.com/blackbirdworks/gopherstack' },
    environment: () => NO_DOCKER,
    args: ({ port }) => ['--port', String(port)],
    healthPath: '/_gopherstack/health',
    startMs: 30_000,
    install: 'Install it with `go install github.com/blackbirdworks/gopherstack@latest`.',
  },
  {
    name: 'fakecloud',
    issues: 'https://github.com/faiscadev/fakecloud/issues',
    settleMs: 0,
    isolation: 'none',
    recycles: false,
    binary: 'fakecloud',
    version: { crate: 'fakecloud' },
    environment: () => NO_DOCKER,
    args: ({ port }) => ['--addr', `127.0.0.1:${port}`],
    healthPath: '/_fakecloud/health',
    startMs: 30_000,
    install: built('cargo install fakecloud', 'fakecloud'),
  },
  {
    name: 'winterbaume',
    issues: 'https://github.com/moriyoshi/winterbaume/issues',
    settleMs: 0,
    isolation: 'none',
    recycles: false,
    binary: 'winterbaume-server',
    version: { crate: 'winterbaume-server' },
    environment: () => ({}),
    args: ({ port }) => ['--host', '127.0.0.1', '--port', String(port)],
    startMs: 30_000,
    install: built('cargo install winterbaume-server', 'winterbaume'),
  },
];

/** The names by which emulators are chosen. */
export const emulatorNames: readonly string[] = emulatorPresets.map(({ name }) => name);
