/** Everything in the suite that reads text from outside, each as a function of a text, with texts that it takes. */
import {
  Cloud,
  discreet,
  endpointTarget,
  flawedTarget,
  inProcessHandler,
  redact,
  secretsIn,
  TargetError,
  wireHandler,
  type Session,
  type WireResponse,
} from '../../adapters/index.ts';
import { endpointUrl } from '../../adapters/endpoint/url.ts';
import { splitCommand } from '../../adapters/exec/command-line.ts';
import { LineReader } from '../../adapters/exec/line-reader.ts';
import { answerIn, callShape, helloShape } from '../../adapters/exec/messages.ts';
import { readBaseline } from '../../cli/baseline-file.ts';
import type { Io } from '../../cli/io.ts';
import { readProgramFile } from '../../cli/program-file.ts';
import { render, type ReportFormat } from '../../cli/report-spec.ts';
import { readRunFiles } from '../../cli/run-file.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { policyDocument, policyGrants, type Operation } from '../../model/index.ts';
import { operationForms, runSuite, type Run } from '../../properties/index.ts';
import { baselineOf, baselineText, checkBaseline, consoleReport, programText, runSchema } from '../../reports/index.ts';
import { mediapackage as profile } from '../../services/index.ts';

export interface Reader {
  readonly name: string;
  /** Whole texts that it takes. */
  readonly samples: readonly string[];
  /**
   * Reads a text that was made of the sample of this number.
   * @throws for what is wrong with the text one of `refusals`, and nothing else
   */
  readonly read: (text: string, sample: number) => unknown;
  readonly refusals: readonly (abstract new (...given: never) => Error)[];
}

/** Whatever is read from a file comes by standard input here. */
const given = (text: string): Io => ({
  stdout: { write: () => {}, isTerminal: false, columns: undefined },
  stderr: { write: () => {}, isTerminal: false, columns: undefined },
  env: {},
  readStdin: () => Promise.resolve(text),
  onInterrupt: () => () => {},
});

const REPORTS: readonly ReportFormat[] = ['annotations', 'badge', 'html', 'json', 'junit', 'markdown'];

const URL = 'http://127.0.0.1';
const LOOK = { color: false, width: 100, verbose: true };

/** Every form of operation, and what the reference answers when the role is there; a mutated answer is given to whatever is asked. */
async function answers(): Promise<Reader> {
  const cloud = new Cloud();
  const handle = wireHandler(cloud);
  let last: WireResponse | undefined;
  let instead: WireResponse | undefined;
  const handler = inProcessHandler((request) => (last = instead ?? handle(request)));
  const target = discreet(endpointTarget({ url: URL, profile, handler, settleMs: 0 }));
  const recorded: { readonly operation: Operation; readonly answer: WireResponse }[] = [];
  const first = await target.open({ index: 0, seed: 1 });
  for (const operation of operationForms(profile, { regions: 1, slots: 1 })) {
    last = undefined;
    await first.perform(operation);
    if (last !== undefined) recorded.push({ operation, answer: last });
  }
  let session: Session | undefined;
  let asked = 0;
  return {
    name: 'answers of a server',
    samples: recorded.map(({ answer: { body } }) => body),
    async read(text, sample) {
      const { operation, answer } = recorded[sample] as (typeof recorded)[number];
      if (asked++ % 100 === 0) {
        instead = undefined;
        session = await target.open({ index: asked, seed: 1 });
      }
      instead = { ...answer, status: text.length % 3 === 0 ? 400 : answer.status, body: text };
      const outcome = await session?.perform(operation);
      // Whatever it is, it can be told.
      if (outcome === undefined || JSON.stringify(outcome) === undefined) throw new Error('no outcome');
    },
    refusals: [],
  };
}

/** What a program writes to its standard output, and what its answers may be. */
function lines(): Reader {
  const role = { Role: { RoleName: 'AWSServiceRoleForMediaPackage', Tags: [{ Key: 'a', Value: 'b' }] } };
  const hello = { protocol: 2, name: 'x', regions: ['us-east-1', 'eu-west-1'], settleMs: 0, isolation: 'none' };
  return {
    name: 'lines of a program',
    samples: [
      `${JSON.stringify({ id: 1, ok: hello })}\n`,
      `${JSON.stringify({ id: 2, ok: { output: role } })}\n{"id":3,"ok":{}}\n`,
      `${JSON.stringify({ id: 2, ok: { refused: { code: 'NoSuchEntity', http: 404, message: 'no' } } })}\n`,
      `${JSON.stringify({ id: 2, error: { message: 'broken' } })}\n`,
    ],
    read(text) {
      let isOver = false;
      const reader = new LineReader(
        (line) => {
          if (isOver) return;
          const answer = answerIn(line);
          // Nothing is read any more once a line was wrong.
          isOver ||= typeof answer === 'string';
          if (typeof answer === 'string' || !('ok' in answer)) return;
          helloShape.safeParse(answer.ok);
          callShape.safeParse(answer.ok);
        },
        () => {},
      );
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; at += 4096) if (!isOver) reader.read(bytes.subarray(at, at + 4096));
    },
    refusals: [],
  };
}

/** Runs, and every report of what was taken for one. */
function runs({ requirements, ...rest }: Run): Reader {
  const short = requirements.filter(({ verdict }) => verdict !== 'holds').slice(0, 4);
  return {
    name: 'runs',
    samples: [short, short.slice(0, 1), requirements.slice(0, 2)].map((some) =>
      JSON.stringify({ ...rest, requirements: some }),
    ),
    async read(text) {
      for (const run of await readRunFiles('-', given(text))) {
        for (const format of REPORTS) render(format, run);
        consoleReport(run, LOOK);
        runSchema.parse(JSON.parse(render('json', run)));
      }
    },
    refusals: [UsageError],
  };
}

function baselines(run: Run): Reader {
  return {
    name: 'baselines',
    samples: [JSON.stringify(baselineOf(run))],
    async read(text) {
      const baseline = await readBaseline('-', given(text));
      baselineText(checkBaseline(run, baseline, '2026-01-01'));
    },
    refusals: [UsageError],
  };
}

function programs(): Reader {
  const forms = operationForms(profile, { regions: 1, slots: 1 });
  const facts = { service: profile.id, requirement: 'permissions/name', seed: 1 } as const;
  return {
    name: 'programs',
    samples: [0, 20, 40, 60, 80].map((at) => programText(forms.slice(at, at + 8), facts)),
    read: (text) => readProgramFile('-', given(text)),
    refusals: [UsageError],
  };
}

/** States of a server that has been in use; what is taken must answer. */
function states(): Reader {
  const calls = (cloud: Cloud): void => {
    const actions = ['GetRole', 'ListRoleTags', 'ListAttachedRolePolicies', 'DeleteServiceLinkedRole'];
    const RoleName = 'AWSServiceRoleForMediaPackage';
    const ask = (action: string, input: object, service: 'iam' | 'mediapackage' = 'iam'): void => {
      try {
        cloud.call({ service, action, input, region: 'us-east-1', accessKeyId: '111122223333' } as never);
      } catch (error) {
        // A refusal has a status of its own; all else would be answered with a 500.
        if (!(error instanceof Error && 'http' in error)) throw error;
      }
    };
    ask('CreateServiceLinkedRole', { AWSServiceName: profile.principal });
    ask('ListRoles', {});
    ask('ListUsers', {});
    ask('CreateChannel', { Id: 'c' }, 'mediapackage');
    ask('ConfigureLogs', { Id: 'c', EgressAccessLogs: {} }, 'mediapackage');
    ask('ListChannels', {}, 'mediapackage');
    for (const action of actions) ask(action, { RoleName });
  };
  const used = new Cloud();
  const empty = JSON.stringify(used.save());
  calls(used);
  return {
    name: 'states of a server',
    samples: [JSON.stringify(used.save()), empty],
    read(text) {
      let state: unknown;
      try {
        state = JSON.parse(text);
      } catch {
        return;
      }
      const cloud = new Cloud();
      try {
        cloud.load(state);
      } catch (error) {
        if (error instanceof TypeError && error.message.startsWith('This is no saved state')) return;
        if (error instanceof TypeError && error.message.startsWith('This state was saved with')) return;
        throw error;
      }
      calls(cloud);
      JSON.stringify(cloud.save());
    },
    refusals: [],
  };
}

/** Readers of one text each. */
const small = (): readonly Reader[] => [
  {
    name: 'policy documents',
    samples: [policyDocument(profile.policyGrants ?? []), policyDocument(profile.policyGrants ?? [], 'lists')],
    read: policyGrants,
    refusals: [],
  },
  {
    name: 'texts with credentials',
    samples: [
      'authorization: AWS4-HMAC-SHA256 Credential=AKIAABCDEFGHIJKLMNOP/1, Signature=ab x-amz-security-token=IQoJb3JpZ2luXyz',
      '{"SecretAccessKey": "abc", "SessionToken": "def"} Bearer abcdefghijklmnop https://a:b@c -----BEGIN PRIVATE KEY-----',
    ],
    read(text) {
      secretsIn(text);
      const once = redact(text);
      if (redact(once) !== once) throw new Error('what was redacted is redacted again');
    },
    refusals: [],
  },
  {
    name: 'command lines',
    samples: [`A=1 python 'a b' "c \\" d" e\\ f`],
    read: splitCommand,
    refusals: [TargetError],
  },
  {
    name: 'addresses',
    samples: ['http://127.0.0.1:5000/a', 'https://[::1]/', 'http://iam.amazonaws.com', 'http://localhost.:1/'],
    read: (text) => endpointUrl(text),
    refusals: [TargetError],
  },
];

/** All of them. */
export async function readers(): Promise<readonly Reader[]> {
  const suite = { name: 'fuzz', version: '0' };
  const run = await runSuite(flawedTarget('tags-replaced', { profile }), { profile, depth: 'quick', seed: 1, suite });
  return [await answers(), lines(), runs(run), baselines(run), programs(), states(), ...small()];
}
