import { isByAccessKey } from '../../adapters/index.ts';
import { requiredBy, rowOf, supports } from '../../calls/index.ts';
import { isRead, type Operation, type RequirementId, type RoleRef, type ServiceProfile } from '../../model/index.ts';
import { services } from '../../services/index.ts';
import type { Counterexample, ReportedStep, Run } from '../../properties/index.ts';
import { differenceOf, findingOf, type Finding } from '../finding/index.ts';
import { targetName, PAGE, SOURCES } from '../common/index.ts';
import { callOf } from './calls.ts';
import { checkOf, type Seen } from './checks.ts';
import { Naming } from './naming.ts';
import { removalsOf } from './removals.ts';
import { NotTold, type Act, type Reproduction } from './reproduction.ts';
import { keepsUsed } from './used.ts';

/** Seconds for which a deletion task is polled at least. */
const LEAST_POLL = 10;

/**
 * A counterexample as literal calls of AWS's APIs, with a check that differs exactly where the judge said that the target does.
 * @throws RangeError when the run has no counterexample of the requirement
 * @throws NotTold when literal calls cannot tell it
 */
export function reproductionOf(run: Run, id: RequirementId): Reproduction {
  const result = run.requirements.find((one) => one.id === id);
  if (result?.counterexample === undefined)
    throw new RangeError(`The run on ${run.target.name} has no counterexample of ${id}.`);
  const { counterexample, provenance, statement } = result;
  const finding = findingOf(counterexample);
  if (finding === undefined || counterexample.steps.length !== counterexample.program.length)
    throw new NotTold('the counterexample does not end with the step that differs');
  const profile = services.find((one) => one.id === run.service);
  if (profile === undefined) throw new NotTold(`the service ${run.service} is unknown`);
  if (run.target.through !== undefined) throw new NotTold("the calls go through the target's own code");
  const settle = Math.ceil((run.target.settleMs ?? 0) / 1000);
  const teller = new Teller(profile, counterexample, finding, settle);
  const { acts, last } = teller.tell();
  const { expected, observed } = differenceOf(finding);
  const page = provenance.page === undefined ? '' : ` (${PAGE}#${provenance.page})`;
  return {
    title: `${id} on ${targetName(run)}`,
    facts: [statement, `${SOURCES[provenance.kind]}${page}`],
    expected,
    observed,
    endpoint: localEndpoint(run.target.endpoint),
    accountByKey: isByAccessKey(run.target.isolation),
    removals: isByAccessKey(run.target.isolation) ? [] : removalsOf(counterexample.program, new Naming(profile)),
    acts: keepsUsed(acts, last),
    last,
  };
}

/** The address of a target on this machine; nobody else's is written into a script. */
function localEndpoint(endpoint: string | undefined): string | undefined {
  if (endpoint === undefined || !URL.canParse(endpoint)) return undefined;
  const url = new URL(endpoint);
  return ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) ? url.origin : undefined;
}

class Teller {
  readonly #names: Naming;
  readonly #steps: readonly ReportedStep[];
  readonly #finding: Finding;
  readonly #settle: number;
  readonly #acts: Act[] = [];
  readonly #made = new Set<string>();

  constructor(profile: ServiceProfile, counterexample: Counterexample, finding: Finding, settle: number) {
    this.#names = new Naming(profile);
    this.#steps = counterexample.steps;
    this.#finding = finding;
    this.#settle = settle;
  }

  tell(): Pick<Reproduction, 'acts' | 'last'> {
    const { answer, isRead: isLook } = this.#finding;
    const { operation } = answer;
    for (const one of this.#steps.slice(0, -1)) this.#perform(one);
    const seen = this.#seen('role' in operation ? operation.role : 'linked');
    if (isLook) for (const one of this.#steps.slice(-1)) this.#perform(one);
    else this.#supports(operation);
    if (isLook || isRead(operation)) this.#pause();
    return this.#check(operation, seen);
  }

  #check(operation: Operation, seen: Seen): Pick<Reproduction, 'acts' | 'last'> {
    refuseRestricted(operation);
    if (operation.kind === 'GetPolicyVersion') this.#readPolicy();
    const awaits = operation.kind === 'GetServiceLinkedRoleDeletionStatus' && operation.await === true;
    const check = checkOf(this.#finding.breach.expects, operation, this.#names, seen);
    return {
      acts: this.#acts,
      last: {
        call: callOf(operation, this.#names),
        ...(awaits ? { polls: this.#patience } : {}),
        check,
      },
    };
  }

  get #patience(): number {
    return Math.max(LEAST_POLL, 2 * this.#settle);
  }

  #perform(step: ReportedStep): void {
    const { operation } = step;
    if (operation.kind === 'Wait') return this.#pause();
    refuseRestricted(operation);
    this.#supports(operation);
    if (operation.kind === 'GetPolicyVersion') this.#readPolicy();
    const call = callOf(operation, this.#names);
    if (operation.kind === 'GetServiceLinkedRoleDeletionStatus' && operation.await === true)
      this.#acts.push({ kind: 'poll', call, seconds: this.#patience });
    else this.#acts.push({ kind: 'call', call, must: step.outcome.kind === 'answered', keeps: this.#names.take(step) });
    if (!isRead(operation)) this.#pause();
  }

  /** Lets what was changed show; not twice in a row. */
  #pause(): void {
    if (this.#settle > 0 && this.#acts.at(-1)?.kind !== 'pause' && this.#acts.length > 0)
      this.#acts.push({ kind: 'pause', seconds: this.#settle });
  }

  /** Makes what an operation needs besides a role, once. */
  #supports(operation: Operation): void {
    const required = requiredBy(this.#names.profile, operation, this.#names.region);
    const key = JSON.stringify(required?.make);
    if (required !== undefined && !this.#made.has(key)) {
      this.#made.add(key);
      this.#acts.push({ kind: 'call', call: required.make, must: true, keeps: [] });
    }
    const { needs } = rowOf(this.#names.profile, operation) ?? {};
    if (needs === undefined || this.#made.has(needs)) return;
    this.#made.add(needs);
    this.#acts.push({ kind: 'call', call: supports[needs].make, must: true, keeps: [] });
  }

  /** The version of the policy that is asked for next. */
  #readPolicy(): void {
    const call = callOf({ kind: 'GetPolicy' }, this.#names);
    const keeps = [{ name: 'version', path: ['Policy', 'DefaultVersionId'], otherwise: 'v1' }];
    this.#acts.push({ kind: 'call', call, must: false, keeps });
  }

  /** What earlier answers showed: the names of roles and tasks, and what a read of the role right before shows. */
  #seen(ref: RoleRef): Seen {
    const still = (facet: string) => {
      if (facet === 'name') return this.#names.role(ref);
      const task = this.#names.tasks.at(-1);
      if (facet === 'taskId' && task !== undefined) return { told: [{ of: task }] };
      throw new NotTold(`no earlier answer shows ${facet}`);
    };
    const every = (facet: string) => {
      if (facet !== 'taskId' || this.#names.tasks.length === 0) throw new NotTold(`no earlier answer shows ${facet}`);
      return this.#names.tasks.map((name) => ({ told: [{ of: name }] }));
    };
    return { still, every };
  }
}

function refuseRestricted(operation: Operation): void {
  if ('as' in operation) throw new NotTold('it needs a second user, with permissions of its own');
}
