import {
  holderKeyOf,
  isOfResource,
  isRead,
  type Operation,
  type OperationOf,
  type Program,
  type ResourceProfile,
  type ServiceProfile,
  type Sides,
} from '../model/index.ts';

/** Performs a candidate; gives how many of its operations it took until the breach showed again, or null if it did not. */
export type Attempt = (program: Program) => Promise<number | null>;

/**
 * The smallest program found that still shows the breach, given one that does: cut after the breach, slice away what
 * touches other resources, drop ever smaller runs (ddmin), make every argument as plain as it goes, rename slots in order
 * of use. Each candidate is performed; `limit` bounds how many. The result was performed.
 */
export async function shrink(
  profile: ServiceProfile,
  program: Program,
  attempt: Attempt,
  limit = 400,
): Promise<Program> {
  let best = program;
  let tries = 0;
  const tried = new Set<string>();
  const accept = async (candidate: Program): Promise<boolean> => {
    const key = JSON.stringify(candidate);
    if (candidate.length === 0 || tried.has(key) || tries >= limit) return false;
    tried.add(key);
    tries += 1;
    const length = await attempt(candidate);
    if (length === null) return false;
    best = candidate.slice(0, length);
    return true;
  };
  await slice(() => best, accept);
  for (let round = 0; round < 4; round += 1) {
    const before = JSON.stringify(best);
    await minimise(() => best, accept);
    await simplify(profile, () => best, accept);
    await normalise(profile, () => best, accept);
    if (JSON.stringify(best) === before) break;
  }
  return best;
}

type Best = () => Program;
type Accept = (candidate: Program) => Promise<boolean>;

/** The resource that an operation is about; operations on the role are about everything. */
function resourceOf(operation: Operation): string | undefined {
  if ('role' in operation && operation.role !== 'linked') return `role/${operation.role}`;
  return holderKeyOf(operation);
}

/** First guesses, largest cut first: reads away, then all but the last resource, then one resource after another. */
async function slice(best: Best, accept: Accept): Promise<void> {
  const last = best().at(-1);
  const own = last === undefined ? undefined : resourceOf(last);
  const reads = (operation: Operation) => isRead(operation) && operation.kind !== 'GetServiceLinkedRoleDeletionStatus';
  const keepLast = (test: (operation: Operation) => boolean) =>
    best().filter((operation, i) => i === best().length - 1 || test(operation));
  await accept(
    keepLast(
      (operation) => !reads(operation) && (resourceOf(operation) === own || resourceOf(operation) === undefined),
    ),
  );
  await accept(keepLast((operation) => !reads(operation)));
  for (const resource of new Set(best().map(resourceOf)))
    if (resource !== undefined && resource !== own)
      await accept(keepLast((operation) => resourceOf(operation) !== resource));
}

/** Delta debugging: drops runs of operations, from half of the program down to single ones. */
async function minimise(best: Best, accept: Accept): Promise<void> {
  for (let size = Math.max(1, Math.floor(best().length / 2)); size >= 1; size = Math.floor(size / 2))
    for (let start = best().length - size; start >= 0; start = Math.min(start - 1, best().length - size)) {
      const current = best();
      await accept([...current.slice(0, start), ...current.slice(start + size)]);
    }
}

/** Plainer forms of one operation, the plainest first. */
function plainer(operation: Operation): readonly Operation[] {
  const forms: Operation[] = [];
  const without = (key: string) => {
    if (!(key in operation)) return;
    const copy: { [key: string]: unknown } = { ...operation };
    delete copy[key];
    forms.push(copy as Operation);
  };
  if ('region' in operation && operation.region !== 0) forms.push({ ...operation, region: 0 });
  if ('slot' in operation && operation.slot !== 0) forms.push({ ...operation, slot: 0 });
  if ('sides' in operation) forms.push(...plainerSides(operation));
  if (
    operation.kind === 'GetServiceLinkedRoleDeletionStatus' &&
    operation.task !== 'unknown' &&
    operation.task !== 'malformed'
  )
    forms.push({ kind: operation.kind, task: 'unknown' });
  if (operation.kind === 'CreateServiceLinkedRole') without('description');
  if ('description' in operation && operation.description !== undefined && operation.description !== 'plain')
    forms.push({ ...operation, description: 'plain' });
  if (operation.kind === 'TagRole' && operation.key !== 'stage')
    forms.push({ ...operation, key: 'stage', value: 'one' });
  return forms;
}

/** The same with a side less, the last first; then with the default group in place of a named one. */
function plainerSides(operation: OperationOf<'ConfigureResource' | 'CreateResource'>): readonly Operation[] {
  const { sides = {}, ...rest } = operation;
  const names = Object.keys(sides);
  const without = (left: string): Operation => {
    const others = Object.entries(sides).filter(([side]) => side !== left);
    return others.length === 0 ? rest : { ...rest, sides: Object.fromEntries(others) };
  };
  return [
    ...names.toReversed().map(without),
    ...names
      .filter((side) => sides[side] === 'custom')
      .map((side): Operation => ({ ...operation, sides: { ...sides, [side]: 'default' } })),
  ];
}

/** Replaces operations by plainer ones, each alone, and what came before by the plainest way to the same place. */
async function simplify(profile: ServiceProfile, best: Best, accept: Accept): Promise<void> {
  for (let index = best().length - 1; index >= 0; index -= 1) {
    const operation = best()[index];
    if (operation === undefined) continue;
    for (const form of plainer(operation)) {
      const replaced = best().map((other, i) => (i === index ? form : other));
      if (await accept(replaced)) break;
    }
  }
  await accept(withoutDetour(best()));
  await accept(describedAtOnce(best()));
  for (const resource of new Set(best().map(resourceOf))) {
    await accept(asOneCreation(profile, best(), resource));
    await accept(asAnother(profile, best(), resource));
    await accept(asCreation(profile, best(), resource));
  }
  for (const of of slotsOf(profile)) await everywhere(best, accept, of);
}

/** The last deletion left out, and what was asked of the task before it asked of the last one. */
function withoutDetour(program: Program): Program {
  const asked = program.findLastIndex((operation) => 'task' in operation && operation.task === 'previous');
  const deletion = program.findLastIndex(({ kind }, index) => kind === 'DeleteServiceLinkedRole' && index < asked);
  if (deletion < 0) return program;
  return program
    .map((operation, index) => (index === asked ? ({ ...operation, task: 'last' } as Operation) : operation))
    .filter((_, index) => index !== deletion);
}

/** The first description of the role given when IAM makes it, and not by an edit of its own. */
function describedAtOnce(program: Program): Program {
  const edit = program.findIndex(
    ({ kind, ...rest }) => kind.startsWith('UpdateRole') && 'description' in rest && rest.description !== undefined,
  );
  const { description } = (program[edit] ?? {}) as Partial<OperationOf<'UpdateRoleDescription'>>;
  const creation = program.findLastIndex(({ kind }, index) => kind === 'CreateServiceLinkedRole' && index < edit);
  const made = program[creation];
  if (description === undefined || made?.kind !== 'CreateServiceLinkedRole' || made.description !== undefined)
    return program;
  return program.flatMap((operation, index) =>
    index === creation ? [{ ...made, description }] : index === edit ? [] : [operation],
  );
}

const setsAtOnce = ({ calls }: ResourceProfile): boolean => calls.CreateResource?.sets === true;

/** The sides of a resource set when it is made, and not by a call of their own. */
function asOneCreation({ resources }: ServiceProfile, program: Program, key: string | undefined): Program {
  const of = (kind: Operation['kind']): number =>
    program.findIndex((operation) => resourceOf(operation) === key && operation.kind === kind);
  const [creation, enabling] = [of('CreateResource'), of('ConfigureResource')];
  const on = program[enabling];
  if (creation < 0 || on?.kind !== 'ConfigureResource') return program;
  if (!resources.some((one) => one.name === on.resource && setsAtOnce(one))) return program;
  const { resource, region, slot, sides } = on;
  const made: Operation = {
    kind: 'CreateResource',
    resource,
    region,
    slot,
    ...(sides === undefined ? {} : { sides }),
  };
  return program.flatMap((operation, index) => (index === creation ? [] : index === enabling ? [made] : [operation]));
}

/**
 * A resource whose sides can be on from the beginning in place of one of another kind, which saves an operation. Gives the
 * program as it is where that is not possible.
 */
function asAnother({ resources }: ServiceProfile, program: Program, key: string | undefined): Program {
  const find = (kind: Operation['kind']): number =>
    program.findIndex((operation) => resourceOf(operation) === key && operation.kind === kind);
  const [creation, enabling] = [find('CreateResource'), find('ConfigureResource')];
  const made = program[creation];
  const other = resources.find(setsAtOnce);
  if (made?.kind !== 'CreateResource' || other === undefined || made.resource === other.name) return program;
  const instead = { resource: other.name, region: made.region, slot: made.slot };
  const taken = program.some(
    (operation) => resourceOf(operation) === holderKeyOf({ kind: 'ReadResource', ...instead }),
  );
  if (enabling < creation || taken) return program;
  const on = program[enabling];
  const [form = 'default'] = on?.kind === 'ConfigureResource' ? Object.values(on.sides ?? {}) : [];
  const sides: Sides = Object.fromEntries(other.sides.slice(0, 1).map(({ name }) => [name, form]));
  return program.flatMap((operation, index): readonly Operation[] => {
    if (!isOfResource(operation) || resourceOf(operation) !== key) return [operation];
    if (index === creation) return [];
    if (index === enabling) return [{ kind: 'CreateResource', ...instead, sides }];
    if (other.calls[operation.kind] === undefined) return [];
    if (operation.kind === 'ConfigureResource')
      return [{ kind: operation.kind, ...instead, ...(operation.sides === undefined ? {} : { sides }) }];
    return [{ kind: operation.kind, ...instead } as Operation];
  });
}

const enables = ({ resources }: ServiceProfile, operation: Operation): boolean =>
  ('sides' in operation && operation.sides !== undefined) ||
  (operation.kind === 'CreateResource' &&
    resources.some(({ name, uses }) => name === operation.resource && uses === 'while-there'));

/** The role made by IAM in place of a resource whose use made it; the program as it is where there is no such resource. */
function asCreation(profile: ServiceProfile, program: Program, resource: string | undefined): Program {
  const enabling = program.findIndex((operation) => resourceOf(operation) === resource && enables(profile, operation));
  if (resource === undefined || enabling < 0) return program;
  return program.flatMap((operation, index): readonly Operation[] => {
    if (index === enabling) return [{ kind: 'CreateServiceLinkedRole', service: 'own' }];
    return resourceOf(operation) === resource ? [] : [operation];
  });
}

/** What is counted from 0: regions, and the slots of each resource. */
interface Slots {
  readonly of: (operation: Operation) => number | undefined;
  readonly set: (operation: Operation, slot: number) => Operation;
}

const slotsOf = ({ resources }: ServiceProfile): readonly Slots[] => [
  {
    of: (operation) => ('region' in operation ? operation.region : undefined),
    set: (operation, region) => ({ ...operation, region }) as Operation,
  },
  ...resources.map(({ name }): Slots => ({
    of: (operation) => ('slot' in operation && operation.resource === name ? operation.slot : undefined),
    set: (operation, slot) => ({ ...operation, slot }) as Operation,
  })),
];

/** Moves the whole program to the first region or slot. */
async function everywhere(best: Best, accept: Accept, { of, set }: Slots): Promise<void> {
  const used = [...new Set(best().flatMap((operation) => of(operation) ?? []))].filter((slot) => slot !== 0);
  for (const slot of used)
    await accept(best().map((operation) => (of(operation) === slot ? set(operation, 0) : operation)));
}

/** Renames slots in order of use. */
async function normalise(profile: ServiceProfile, best: Best, accept: Accept): Promise<void> {
  for (const { of, set } of slotsOf(profile)) {
    const order = [...new Set(best().flatMap((operation) => of(operation) ?? []))];
    await accept(
      best().map((operation) => {
        const slot = of(operation);
        return slot === undefined ? operation : set(operation, order.indexOf(slot));
      }),
    );
  }
}
