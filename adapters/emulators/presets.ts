import type { Isolation } from '../endpoint/index.ts';

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
  /** Its Python distribution, for the version. */
  readonly distribution: string;
  /** Environment of the server, beside the starter's own. */
  readonly environment: Readonly<Record<string, string>>;
  args(port: number): readonly string[];
  /** A path that answers 200 once it serves. */
  readonly healthPath: string;
  /** What to do when it is not installed. */
  readonly install: string;
}

export const emulatorPresets: readonly EmulatorPreset[] = [
  {
    name: 'moto',
    issues: 'https://github.com/getmoto/moto/issues',
    settleMs: 0,
    isolation: { header: 'x-moto-account-id' },
    recycles: true,
    binary: 'moto_server',
    distribution: 'moto',
    // AWS's managed policies are there on AWS; moto loads them on demand only, which costs about 0.1 s per account:
    // hence `recycles`.
    environment: { MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
    args: (port) => ['-H', '127.0.0.1', '-p', String(port)],
    healthPath: '/moto-api/data.json',
    install: 'Install it with `pip install "moto[server]"`, or here with `npm run emulators`.',
  },
];

/** The names by which emulators are chosen. */
export const emulatorNames: readonly string[] = emulatorPresets.map(({ name }) => name);
