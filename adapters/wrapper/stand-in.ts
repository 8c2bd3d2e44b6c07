import { abilityOf, answered, nameOf, spelt, type Operation, type Outcome } from '../../model/index.ts';
import {
  prepared,
  NotAnswered,
  type Context,
  perform,
  type Perform,
  type Place,
  type Performing,
} from '../endpoint/index.ts';
import type { Faults } from '../wire/index.ts';
import { facetsOf, type Answers } from './answers.ts';
import { CannotTell, failureOf, NotCovered } from './exceptions.ts';
import { completed } from './hidden.ts';
import { isWrapped, type Requests, type WrappedKind } from './requests.ts';
import { worldOf, type WrapperWorld } from './world.ts';
import type { WrapperWire } from './wire.ts';

/** What a function is given beside its request: the world, and the wrapper that `setup` made for it. */
export interface Stage<Wrapper> {
  readonly world: WrapperWorld;
  readonly wrapper: Wrapper;
  /** Where the call goes, by its name: `us-east-1`. */
  readonly region: string;
  /** Whether the caller wants to know how a deletion task ends, however long that takes, and not what its status is now. */
  readonly awaits: boolean;
}

/** How a wrapper performs each kind of operation; kinds that are left out are performed by the suite's own calls. */
export type WrapperOperations<Wrapper> = { readonly [K in WrappedKind]?: Performs<K, Wrapper> };

type Performs<K extends WrappedKind, Wrapper> = (
  request: Requests[K],
  stage: Stage<Wrapper>,
) => Answers[K] | Promise<Answers[K]>;

export interface StandIn<Wrapper> {
  readonly operations: WrapperOperations<Wrapper>;
  readonly setup: (world: WrapperWorld) => Wrapper | Promise<Wrapper>;
  readonly faults: Faults;
  /** Milliseconds of real time that a function may take. */
  readonly timeoutMs: number;
}

interface Scene<Wrapper> {
  readonly stage: Pick<Stage<Wrapper>, 'world' | 'wrapper'>;
  readonly wire: WrapperWire;
}

/** Performs with the wrapper what it covers; everything else, and what a world is looked at by, with the suite's own calls. */
export const standingIn =
  <Wrapper>(standIn: StandIn<Wrapper>): Performing =>
  (place) => {
    const scenes = new Map<string, Promise<Scene<Wrapper>>>();
    const sceneOf = (caller: string): Promise<Scene<Wrapper>> => {
      const known = scenes.get(caller);
      if (known !== undefined) return known;
      const scene = setTheScene(standIn, place, caller === 'restricted');
      scenes.set(caller, scene);
      // What could not be set up is tried again.
      scene.catch(() => scenes.delete(caller));
      return scene;
    };
    const actor: Perform = async (operation, context) => {
      const kind = nameOf(context.profile, abilityOf(operation));
      if (!isWrapped(kind) || standIn.operations[kind] === undefined) return perform(operation, context);
      const caller = ('as' in operation ? operation.as : undefined) ?? 'administrator';
      try {
        const scene = await sceneOf(caller);
        return await place.leftOut(() => act(standIn, kind, operation, context, scene));
      } catch (error) {
        if (error instanceof NotAnswered) return error.outcome;
        throw error;
      }
    };
    return actor;
  };

async function setTheScene<Wrapper>(
  { faults, setup }: StandIn<Wrapper>,
  place: Place,
  restricted: boolean,
): Promise<Scene<Wrapper>> {
  const { world, wire } = worldOf(place, restricted ? await place.restrictedKey() : place.line.key, faults);
  return { stage: { world, wrapper: await setup(world) }, wire };
}

async function act<Wrapper>(
  { operations, timeoutMs }: StandIn<Wrapper>,
  kind: WrappedKind,
  operation: Operation,
  context: Context,
  { stage, wire }: Scene<Wrapper>,
): Promise<Outcome> {
  const { input, region } = await prepared(operation, context);
  const awaits = 'await' in operation;
  const performs = operations[kind] as Performs<WrappedKind, Wrapper>;
  wire.begin(operation, spelt(context.profile, operation));
  let answer: Answers[WrappedKind];
  try {
    answer = await within(timeoutMs, async () => performs(input as never, { ...stage, region, awaits }));
  } catch (error) {
    if (error instanceof NotCovered) return perform(operation, context);
    return outcomeOf(error, wire);
  }
  return answered(facetsOf(kind, await completed(kind, answer, wire), operation, context));
}

/** What an exception says, and where the SDK could make nothing of it, what the server did. */
function outcomeOf(error: unknown, wire: WrapperWire): Outcome {
  const failure = failureOf(error);
  const told = wire.noAnswer();
  const isVague = failure.kind === 'indeterminate' && failure.http === undefined && !(error instanceof CannotTell);
  return told !== undefined && (told.kind === 'unsupported' || isVague) ? told : failure;
}

/** The answer, or an AbortError when it does not come in time. */
async function within<T>(ms: number, ask: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error(`no end within ${ms} ms of real time`), { name: 'AbortError' }));
    }, ms);
  });
  try {
    return await Promise.race([ask(), late]);
  } finally {
    clearTimeout(timer);
  }
}
