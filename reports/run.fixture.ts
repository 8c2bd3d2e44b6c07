import { answered, sectionOf, type Ability, type Facets, type Outcome, type RequirementId } from '../model/index.ts';
import type {
  Answer,
  Breach,
  Counterexample,
  Reason,
  ReportedStep,
  RequirementResult,
  Run,
} from '../properties/index.ts';
import { CATALOGUE } from './catalogue.fixture.ts';

type Fate = Pick<RequirementResult, 'verdict'> &
  Partial<Pick<RequirementResult, 'reason' | 'counterexample' | 'deviations' | 'followsFrom' | 'exercised'>>;

/** A run of a small catalogue: everything that can be exercised holds, but for the fates given. */
export function runWith(fates: Readonly<Partial<Record<RequirementId, Fate>>>, facts: Partial<Run> = {}): Run {
  return {
    schema: 'https://slr-conformance.dev/schema/run-2.json',
    suite: { name: 'slr-conformance', version: '1.2.3' },
    target: { name: 'reference:prompt', isolation: 'a new world in memory' },
    catalogue: { version: '2026-11-23' },
    service: 'mediapackage',
    profile: 'default',
    seed: 42,
    startedAt: '2026-11-23T10:00:00.000Z',
    durationMs: 12_345,
    calls: 18_783,
    snapshotCalls: 15_200,
    programs: 184,
    operations: 3006,
    requirements: CATALOGUE.map((row, index) => {
      const { id, level, statement, needs, provenance, later } = row;
      const base = { id, section: sectionOf(id), level, statement, needs, provenance };
      const usual =
        later === undefined
          ? ({ verdict: 'holds', exercised: 1 + index * 37 } as const)
          : ({ verdict: 'untouched', exercised: 0, reason: { kind: 'later', until: later } } as const);
      return { ...base, ...usual, ...(fates[id] === undefined ? {} : { exercised: 0, ...fates[id] }) };
    }),
    observations: [],
    coverage: {
      operations: { GetRole: 3 },
      endings: { GetRole: { 'role-shown': 3 } },
      timeToVisible: { samples: 0, p50Ms: 0, maxMs: 0 },
    },
    harnessErrors: [],
    ...facts,
  };
}

/** What a target said, where nothing could be concluded from it. */
export const saying = (said: string): Reason => ({ kind: 'undecided', said });

/** A target that lacks an operation, and says so. */
const lacking = (ability: Ability, evidence: string): Fate => ({
  verdict: 'unsupported',
  reason: { kind: 'lacks', ability, lack: { kind: 'said', outcome: { kind: 'unsupported', evidence } } },
});

/** A facet that was to have this value. */
export const expecting = (facet: keyof Facets, value: string | boolean | readonly string[]): Breach => ({
  suspects: [],
  facet,
  expects: { part: { facet, shape: { oneOf: [value] } } },
});

const CREATE = { kind: 'CreateServiceLinkedRole', service: 'own' } as const;
const EDIT = { kind: 'UpdateAssumeRolePolicy', role: 'linked' } as const;
const POLICY = 'arn:aws:iam::aws:policy/aws-service-role/MediaPackageServiceRolePolicy';

const step = (operation: ReportedStep['operation'], outcome: Outcome, more: Partial<ReportedStep> = {}) =>
  ({ operation, outcome, breaches: [], after: [], ...more }) satisfies ReportedStep;

/** A look after a step, at what is attached to the role. */
const looked = (breaches: readonly Breach[] = []): Answer => ({
  operation: { kind: 'ListAttachedRolePolicies', role: 'linked' },
  outcome: answered({ attached: [] }),
  breaches,
});

/** A counterexample of these steps. */
export const counterexample = (...steps: readonly ReportedStep[]): Counterexample => ({
  program: steps.map(({ operation }) => operation),
  steps,
  replay: 'slr-conformance replay FILE --target moto',
});

/** The role as it was made, under a wrong name; `more` is what differs. */
const made = (facets: Facets, more: Partial<ReportedStep>): ReportedStep =>
  step(CREATE, answered({ name: 'AWSServiceRoleFormediapackage', ...facets }), more);

const wrongName: Facets = {
  path: '/aws-service-role/mediapackage.amazonaws.com/',
  arn: 'arn:aws:iam::100000000001:role/x',
  trust: ['Allow sts:AssumeRole to a, b'],
};

const NO_ROUTE = 'no such route: HTTP 404 text/html: <!doctype html> <html lang=en> <title>404 Not Found</title>';

/** As an emulator fares that names the role wrongly and knows no access logs. */
export const deviating: Run = runWith(
  {
    'permissions/name': {
      verdict: 'broken',
      counterexample: counterexample(
        made(wrongName, {
          breaches: [expecting('name', 'AWSServiceRoleForMediaPackage')],
          after: [looked()],
        }),
      ),
    },
    'permissions/policy-attached': {
      verdict: 'broken',
      counterexample: counterexample(made({ trust: [] }, { after: [looked([expecting('attached', [POLICY])])] })),
    },
    'editing/trust': {
      verdict: 'broken',
      counterexample: counterexample(
        made({ path: '/a, b/' }, {}),
        step(EDIT, answered(), {
          breaches: [
            {
              suspects: [],
              facet: 'outcome',
              expects: {
                endings: [
                  { ending: 'edit-refused', outcome: 'refused', codes: ['UnmodifiableEntity'], nearest: true },
                  { ending: 'no-such-role', outcome: 'refused', codes: ['NoSuchEntity'] },
                ],
              },
            },
          ],
        }),
      ),
    },
    'creation/suffix': { verdict: 'broken', followsFrom: ['permissions/name'] },
    'creation/on-enable-ingress': lacking('ConfigureResource channel', NO_ROUTE),
    'creation/on-enable-egress': lacking('ConfigureResource channel', NO_ROUTE),
    'logging/vod': lacking('CreateResource packaging-group', 'not an AWS answer: HTTP 500'),
    'deletion/task-final': {
      verdict: 'inconclusive',
      reason: {
        kind: 'not-repeated',
        breach: expecting('status', 'FAILED'),
        outcome: answered({ status: 'SUCCEEDED' }),
      },
    },
    'deletion/task-same-while-open': { verdict: 'untouched', reason: { kind: 'never-occurred' } },
  },
  {
    target: {
      name: 'moto',
      version: '5.2.5',
      endpoint: 'http://127.0.0.1:5000/',
      issues: 'https://github.com/getmoto/moto/issues',
      isolation: 'new account id per world (x-moto-account-id)',
    },
    observations: [
      {
        about: 'the group shown for a default egress log',
        seen: [
          { value: 'not shown', times: 3 },
          { value: '/aws/MediaPackage/EgressAccessLogs', times: 12 },
        ],
      },
      { about: 'the description of a role that the service makes', seen: [{ value: 'none', times: 28 }] },
    ],
    coverage: { operations: {}, endings: {}, timeToVisible: { samples: 9, p50Ms: 120, maxMs: 4200 } },
  },
);

/** As a target fares whose answers do not repeat. */
export const undecided: Run = runWith({
  'deletion/removes': {
    verdict: 'inconclusive',
    reason: { kind: 'not-repeated', breach: expecting('listed', false), outcome: answered({ listed: true }) },
  },
  'deletion/task-ends': { verdict: 'inconclusive', reason: saying('timed out after 10 s') },
});
