import type { Target } from '../adapters/index.ts';
import { abilityOf, nameOf, type Operation, type Outcome, type ServiceProfile } from '../model/index.ts';
import { withinBounds } from './bounds.ts';
import { probe, type Support } from './probe.ts';
import type { Lack } from './run/index.ts';

/** One thing that a target has to do for the suite to judge it. */
export interface MannersCheck {
  readonly name: string;
  /** Null where it could not be found out. */
  readonly ok: boolean | null;
  readonly detail: string;
  /** The answer that showed it. */
  readonly outcome?: Outcome;
  /** Why an operation is taken to be missing. */
  readonly lack?: Lack;
}

const CREATE: Operation = { kind: 'CreateServiceLinkedRole', service: 'own' };
const GET: Operation = { kind: 'GetRole', role: 'linked' };

/** What a target's behaviour is made of before any requirement is judged: manners, not conformance. */
export async function checkManners(
  asked: Target,
  options: { readonly profile: ServiceProfile },
): Promise<readonly MannersCheck[]> {
  const target = withinBounds(asked);
  let worlds = 0;
  const nextWorld = () => ({ index: (worlds += 1), seed: worlds });
  const reach = await reachable(target, nextWorld());
  if (!reach.ok) return [reach];
  const support = await probe(target, options.profile, nextWorld);
  return [
    reach,
    await refusesProperly(target, nextWorld()),
    await isolated(target, nextWorld(), nextWorld(), CREATE, GET, 'roles'),
    ...(await isolatedResources(target, options.profile, support, nextWorld)),
    await quickEnough(target, nextWorld()),
    ...operations(options.profile, support),
  ];
}

/** The same of the service's first resource, where the target can make and show it. */
async function isolatedResources(
  target: Target,
  { resources }: ServiceProfile,
  { supports }: Support,
  nextWorld: () => { readonly index: number; readonly seed: number },
): Promise<readonly MannersCheck[]> {
  const [first] = resources;
  if (first?.calls.ReadResource === undefined) return [];
  const at = { resource: first.name, region: 0, slot: 0 };
  const [make, look] = [{ kind: 'CreateResource', ...at } as const, { kind: 'ReadResource', ...at } as const];
  if (!supports(abilityOf(make)) || !supports(abilityOf(look))) return [];
  return [await isolated(target, nextWorld(), nextWorld(), make, look, `${first.word}s`)];
}

async function reachable(
  target: Target,
  world: { readonly index: number; readonly seed: number },
): Promise<MannersCheck> {
  await using session = await target.open(world);
  const outcome = await session.perform(GET);
  const { endpoint, name } = target.describe();
  return {
    name: 'it answers',
    ok: outcome.kind === 'answered' || outcome.kind === 'refused',
    detail: endpoint ?? name,
    outcome,
  };
}

async function refusesProperly(
  target: Target,
  world: { readonly index: number; readonly seed: number },
): Promise<MannersCheck> {
  await using session = await target.open(world);
  const outcome = await session.perform(GET);
  return {
    name: 'a role that is not there is refused in the form of an AWS error',
    ok: outcome.kind === 'refused',
    detail: '',
    outcome,
  };
}

/** Whether what one world makes is not seen in another that is open at the same time. */
async function isolated(
  target: Target,
  first: { readonly index: number; readonly seed: number },
  second: { readonly index: number; readonly seed: number },
  make: Operation,
  look: Operation,
  what: string,
): Promise<MannersCheck> {
  const name = `worlds do not see each other's ${what}`;
  await using here = await target.open(first);
  const made = await here.perform(make);
  if (made.kind !== 'answered') return { name, ok: null, detail: 'cannot be tried', outcome: made };
  await using there = await target.open(second);
  const seen: Outcome = await there.perform(look);
  return seen.kind === 'refused'
    ? { name, ok: true, detail: target.describe().isolation }
    : { name, ok: false, detail: 'the other world shows it', outcome: seen };
}

/** How many calls a time-out leaves room for is a matter of seconds; a slow target makes a long run. */
async function quickEnough(
  target: Target,
  world: { readonly index: number; readonly seed: number },
): Promise<MannersCheck> {
  await using session = await target.open(world);
  const started = performance.now();
  const calls = 20;
  for (let i = 0; i < calls; i += 1) await session.perform(GET);
  const each = (performance.now() - started) / calls;
  return {
    name: 'it answers within a second',
    ok: each < 1000,
    detail: `${each.toFixed(1)} ms a call, over ${calls} calls`,
  };
}

function operations(profile: ServiceProfile, support: Support): readonly MannersCheck[] {
  if (support.missing.size === 0) return [{ name: 'it has every operation', ok: true, detail: 'probed one by one' }];
  return [...support.missing].map(([ability, lack]) => ({
    name: `it lacks ${nameOf(profile, ability)}`,
    ok: null,
    detail: '',
    lack,
  }));
}
