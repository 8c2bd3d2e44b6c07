import { catalogueVersion, requirements, sectionOf, type Program, type RequirementId } from '../model/index.ts';
import type { Counterexample, RequirementResult, Run } from '../properties/index.ts';

type Fate = Pick<RequirementResult, 'verdict'> &
  Partial<Pick<RequirementResult, 'evidence' | 'counterexample' | 'followsFrom' | 'exercised'>>;

/** A run of the whole catalogue: everything that can be exercised holds, but for the fates given. */
export function runWith(fates: Readonly<Partial<Record<RequirementId, Fate>>>, facts: Partial<Run> = {}): Run {
  return {
    schema: 'https://slr-conformance.dev/schema/run-1.json',
    suite: { name: 'slr-conformance', version: '1.2.3' },
    target: { name: 'reference:prompt', isolation: 'a new world in memory' },
    catalogue: { version: catalogueVersion },
    service: 'mediapackage',
    profile: 'default',
    seed: 42,
    startedAt: '2026-11-23T10:00:00.000Z',
    durationMs: 12_345,
    calls: 18_783,
    snapshotCalls: 15_200,
    programs: 184,
    operations: 3006,
    requirements: requirements.map((row, index) => {
      const { id, level, statement, needs, provenance, later } = row;
      const base = { id, section: sectionOf(id), level, statement, needs, provenance };
      const usual =
        later === undefined
          ? ({ verdict: 'holds', exercised: 1 + index * 37 } as const)
          : ({ verdict: 'untouched', exercised: 0, evidence: later } as const);
      return { ...base, ...usual, ...(fates[id] === undefined ? {} : { exercised: 0, ...fates[id] }) };
    }),
    observations: [],
    coverage: {
      operations: { GetRole: 3 },
      endings: { 'GetRole: found': 3 },
      timeToVisible: { samples: 0, p50Ms: 0, maxMs: 0 },
    },
    harnessErrors: [],
    ...facts,
  };
}

const CREATE = { kind: 'CreateServiceLinkedRole', service: 'own' } as const;

const counterexample = (
  program: Program,
  last: { expected: string; observed: string; why: string },
): Counterexample => ({
  program,
  steps: program.map((operation, index) =>
    index < program.length - 1
      ? { operation, expected: '', observed: 'success: name "AWSServiceRoleFormediapackage", path "/a, b/"' }
      : { operation, expected: last.expected, observed: last.observed },
  ),
  why: last.why,
  replay: 'slr-conformance replay FILE --target moto',
});

const NO_ROUTE =
  'ConfigureLogs: no such route: HTTP 404 text/html: <!doctype html> <html lang=en> <title>404 Not Found</title>';

/** As an emulator fares that names the role wrongly and knows no access logs. */
export const deviating: Run = runWith(
  {
    'permissions/name': {
      verdict: 'broken',
      counterexample: counterexample([CREATE], {
        expected: 'name: "AWSServiceRoleForMediaPackage"',
        observed:
          'success: name "AWSServiceRoleFormediapackage", path "/aws-service-role/mediapackage.amazonaws.com/", arn "arn:aws:iam::100000000001:role/x", trust ["Allow sts:AssumeRole to a, b"]; then ListAttachedRolePolicies success: attached []',
        why: 'name: expected "AWSServiceRoleForMediaPackage"; observed "AWSServiceRoleFormediapackage"',
      }),
    },
    'permissions/policy-attached': {
      verdict: 'broken',
      counterexample: counterexample([CREATE], {
        expected: 'name: "AWSServiceRoleForMediaPackage"',
        observed:
          'success: name "AWSServiceRoleFormediapackage", trust []; then ListAttachedRolePolicies success: attached []',
        why: 'attached: expected ["arn:aws:iam::aws:policy/aws-service-role/MediaPackageServiceRolePolicy"]; observed []',
      }),
    },
    'editing/trust': {
      verdict: 'broken',
      counterexample: counterexample([CREATE, { kind: 'UpdateAssumeRolePolicy', role: 'linked' }], {
        expected: 'outcome: a refusal with UnmodifiableEntity (edit refused)',
        observed: 'success',
        why: 'outcome: expected a refusal with UnmodifiableEntity (edit refused); observed success',
      }),
    },
    'creation/suffix': {
      verdict: 'broken',
      evidence: 'every breach of it follows from permissions/name',
      followsFrom: ['permissions/name'],
    },
    'creation/on-enable-ingress': { verdict: 'unsupported', evidence: NO_ROUTE },
    'creation/on-enable-egress': { verdict: 'unsupported', evidence: NO_ROUTE },
    'logging/vod': { verdict: 'unsupported', evidence: 'CreatePackagingGroup: not an AWS answer: HTTP 500' },
    'deletion/task-final': {
      verdict: 'inconclusive',
      evidence: 'did not repeat: status was "SUCCEEDED", expected "FAILED"',
    },
    'deletion/task-same-while-open': { verdict: 'untouched', evidence: 'its antecedent never occurred on this target' },
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
  'deletion/removes': { verdict: 'inconclusive', evidence: 'did not repeat: listed was true, expected false' },
  'deletion/task-ends': { verdict: 'inconclusive', evidence: 'timed out after 10 s' },
});
