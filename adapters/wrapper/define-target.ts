import { type ServiceProfile } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import type { Target } from '../port.ts';
import { FaultPlan, type Faults } from '../wire/index.ts';
import { backendOf, type AgainstReference, type AgainstUrl } from './backend.ts';
import { isWrapped, wrappedKinds, type WrappedKind } from './requests.ts';
import { standingIn, type WrapperOperations } from './stand-in.ts';
import type { WrapperWorld } from './world.ts';

/** A wrapper of the AWS SDK as a target. */
export interface WrapperDefinition<Wrapper> {
  /** How reports call it: `our wrapper`. */
  readonly name: string;
  readonly version?: string;
  /** Where to report what the suite finds. */
  readonly issues?: string;
  /** MediaPackage unless given. */
  readonly profile?: ServiceProfile;
  /** Where the calls go: to a URL, to a server by its options, or to the embedded reference, which is the default. */
  readonly against?: string | AgainstUrl | AgainstReference;
  /** Makes the wrapper, once for each world and caller: its SDK clients are made with `world.clientConfig(region)`. */
  readonly setup?: (world: WrapperWorld) => Wrapper | Promise<Wrapper>;
  /**
   * By kind of operation, at least one: does with the wrapper what the request says. It returns what the wrapper shows of
   * the answer, or nothing, and throws what the wrapper throws; `refused` and `cannotTell` tell what
   * other errors mean, and `notCovered` leaves a form of the operation to the suite.
   */
  readonly operations: WrapperOperations<Wrapper>;
  /** Faults on the wrapper's own calls, and on no others. */
  readonly faults?: Faults;
  /** Milliseconds of real time that one operation of the wrapper may take: 30,000 unless given. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 30_000;

const MEMBERS: readonly string[] = [
  'name',
  'version',
  'issues',
  'profile',
  'against',
  'setup',
  'operations',
  'faults',
  'timeoutMs',
] satisfies (keyof WrapperDefinition<unknown>)[];

/**
 * A team's own wrapper of the AWS SDK as a target. What `operations` covers goes through the wrapper; all else, and every
 * look at the world, is done by the suite's own SDK calls, which no fault touches.
 * @throws TypeError for a definition that names no operation, or one that does not exist, or has a member that there is not
 * @throws TargetError, RangeError or FaultsError when `against` or `faults` cannot be used
 */
export function defineTarget<Wrapper = undefined>(definition: WrapperDefinition<Wrapper>): Target {
  const { name, version, issues, operations, faults = {}, timeoutMs = TIMEOUT_MS } = definition;
  const odd = Object.keys(definition).find((member) => !MEMBERS.includes(member));
  if (odd !== undefined)
    throw new TypeError(`defineTarget: there is no member ${JSON.stringify(odd)}. Give any of ${MEMBERS.join(', ')}.`);
  const through = coveredBy(name, operations);
  void new FaultPlan(faults);
  const setup = definition.setup ?? (() => undefined as Wrapper);
  const behind = backendOf(definition.against ?? {})({
    profile: definition.profile ?? mediapackage,
    performing: standingIn({ operations, setup, faults, timeoutMs }),
  });
  const { name: _, version: __, issues: ___, ...rest } = behind.describe();
  const description = {
    name,
    ...(version === undefined ? {} : { version }),
    ...(issues === undefined ? {} : { issues }),
    ...rest,
    through,
  };
  return {
    describe: () => description,
    open: (world) => behind.open(world),
    close: () => behind.close(),
  };
}

/** The kinds that the functions are for, in the order of the catalogue. */
function coveredBy(name: string, operations: object): readonly WrappedKind[] {
  if (typeof name !== 'string' || name.trim() === '')
    throw new TypeError(
      `A target needs a name, and ${JSON.stringify(name)} is none. Give defineTarget({ name: ... }).`,
    );
  const given = Object.entries(operations).filter(([, performs]) => performs !== undefined);
  const odd = given.find(([kind, performs]) => !isWrapped(kind) || typeof performs !== 'function');
  if (odd !== undefined)
    throw new TypeError(
      isWrapped(odd[0])
        ? `operations.${odd[0]} of ${name} is ${typeof odd[1]}. Give a function.`
        : `${name} cannot perform "${odd[0]}". Give any of ${wrappedKinds.join(', ')}.`,
    );
  if (given.length === 0)
    throw new TypeError(`${name} performs no operation. Give at least one of ${wrappedKinds.join(', ')}.`);
  return wrappedKinds.filter((kind) => given.some(([covered]) => covered === kind));
}
