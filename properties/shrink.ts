import type { Operation, OperationOf, Program } from '../model/index.ts';

/** Performs a candidate; gives how many of its operations it took until the breach showed again, or null if it did not. */
export type Attempt = (program: Program) => Promise<number | null>;

/**
 * The smallest program found that still shows the breach, given one that does: cut after the breach, slice away what
 * touches other resources, drop ever smaller runs (ddmin), make every argument as plain as it goes, rename slots in order
 * of use. Each candidate is performed; `limit` bounds how many. The result was performed.
 */
export async function shrink(program: Program, attempt: Attempt, limit = 400): Promise<Program> {
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
    await simplify(() => best, accept);
    await normalise(() => best, accept);
    if (JSON.stringify(best) === before) break;
  }
  return best;
}

type Best = () => Program;
type Accept = (candidate: Program) => Promise<boolean>;

/** The resource that an operation is about; operations on the role are about everything. */
function resourceOf(operation: Operation): string | undefined {
  if ('channel' in operation) return `channel/${operation.region}/${operation.channel}`;
  if ('group' in operation) return `group/${operation.region}/${operation.group}`;
  if ('user' in operation) return `user/${operation.region}/${operation.user}`;
  if ('role' in operation && operation.role !== 'linked') return `role/${operation.role}`;
  return undefined;
}

/** First guesses, largest cut first: reads away, then all but the last resource, then one resource after another. */
async function slice(best: Best, accept: Accept): Promise<void> {
  const last = best().at(-1);
  const own = last === undefined ? undefined : resourceOf(last);
  const reads = (operation: Operation) => /^(List|Get(?!Service)|Describe|Wait)/.test(operation.kind);
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
  if ('channel' in operation && operation.channel !== 0) forms.push({ ...operation, channel: 0 });
  if ('group' in operation && operation.group !== 0) forms.push({ ...operation, group: 0 });
  if (operation.kind === 'ConfigureLogs') {
    without('egress');
    without('ingress');
    if (operation.ingress === 'custom') forms.push({ ...operation, ingress: 'default' });
    if (operation.egress === 'custom') forms.push({ ...operation, egress: 'default' });
  }
  if (
    operation.kind === 'GetServiceLinkedRoleDeletionStatus' &&
    operation.task !== 'unknown' &&
    operation.task !== 'malformed'
  )
    forms.push({ kind: operation.kind, task: 'unknown' });
  if (operation.kind === 'CreateServiceLinkedRole') without('description');
  if (operation.kind === 'CreatePackagingGroup') without('egress');
  if ('egress' in operation && operation.egress === 'custom') forms.push({ ...operation, egress: 'default' });
  if ('description' in operation && operation.description !== undefined && operation.description !== 'plain')
    forms.push({ ...operation, description: 'plain' });
  if (operation.kind === 'TagRole' && operation.key !== 'stage')
    forms.push({ ...operation, key: 'stage', value: 'one' });
  return forms;
}

/** Replaces operations by plainer ones, each alone, and what came before by the plainest way to the same place. */
async function simplify(best: Best, accept: Accept): Promise<void> {
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
    await accept(asOneCreation(best(), resource));
    await accept(asGroup(best(), resource));
    await accept(asCreation(best(), resource));
  }
  await everywhere(best, accept, 'region');
  await everywhere(best, accept, 'channel');
  await everywhere(best, accept, 'group');
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

/** The logs of a packaging group on from its creation, and not by a call of their own. */
function asOneCreation(program: Program, group: string | undefined): Program {
  const of = (kind: Operation['kind']): number =>
    program.findIndex((operation) => resourceOf(operation) === group && operation.kind === kind);
  const [creation, enabling] = [of('CreatePackagingGroup'), of('ConfigurePackagingGroupLogs')];
  const on = program[enabling];
  if (creation < 0 || on === undefined || !('egress' in on)) return program;
  const { region, group: slot, egress } = on as OperationOf<'ConfigurePackagingGroupLogs'>;
  const made: Operation = {
    kind: 'CreatePackagingGroup',
    region,
    group: slot,
    ...(egress === undefined ? {} : { egress }),
  };
  return program.flatMap((operation, index) => (index === creation ? [] : index === enabling ? [made] : [operation]));
}

/**
 * A packaging group in place of a channel: its logs can be on from the beginning, which saves an operation. Gives the
 * program as it is where that is not possible.
 */
function asGroup(program: Program, channel: string | undefined): Program {
  const creation = program.findIndex(
    (operation) => resourceOf(operation) === channel && operation.kind === 'CreateChannel',
  );
  const enabling = program.findIndex(
    (operation) => resourceOf(operation) === channel && operation.kind === 'ConfigureLogs',
  );
  const taken = program.some((operation) => resourceOf(operation) === channel?.replace('channel', 'group'));
  if (creation < 0 || enabling < creation || taken) return program;
  return program.flatMap((operation, index): readonly Operation[] => {
    if (!('channel' in operation) || resourceOf(operation) !== channel) return [operation];
    const { region, channel: group } = operation;
    if (index === creation) return [];
    if (index === enabling) return [{ kind: 'CreatePackagingGroup', region, group, egress: 'default' }];
    switch (operation.kind) {
      case 'ConfigureLogs': {
        const on = operation.ingress !== undefined || operation.egress !== undefined;
        return [{ kind: 'ConfigurePackagingGroupLogs', region, group, ...(on ? { egress: 'default' } : {}) }];
      }
      case 'DescribeChannel':
        return [{ kind: 'DescribePackagingGroup', region, group }];
      case 'DeleteChannel':
        return [{ kind: 'DeletePackagingGroup', region, group }];
      case 'CreateChannel':
        return [{ kind: 'CreatePackagingGroup', region, group }];
      case 'UpdateChannel':
        return [];
    }
  });
}

const enables = (operation: Operation): boolean =>
  ('ingress' in operation && operation.ingress !== undefined) ||
  ('egress' in operation && operation.egress !== undefined);

/** The role made by IAM in place of a resource whose logs made it; the program as it is where there is no such resource. */
function asCreation(program: Program, resource: string | undefined): Program {
  const enabling = program.findIndex((operation) => resourceOf(operation) === resource && enables(operation));
  if (resource === undefined || enabling < 0) return program;
  return program.flatMap((operation, index): readonly Operation[] => {
    if (index === enabling) return [{ kind: 'CreateServiceLinkedRole', service: 'own' }];
    return resourceOf(operation) === resource ? [] : [operation];
  });
}

/** Moves the whole program to the first region or slot. */
async function everywhere(best: Best, accept: Accept, key: 'region' | 'channel' | 'group'): Promise<void> {
  const used = [...new Set(best().flatMap((operation) => slotOf(operation, key) ?? []))].filter((slot) => slot !== 0);
  for (const slot of used)
    await accept(
      best().map((operation) => (slotOf(operation, key) === slot ? withSlot(operation, key, 0) : operation)),
    );
}

const slotOf = (operation: Operation, key: string): number | undefined =>
  (operation as unknown as { readonly [key: string]: number | undefined })[key];
const withSlot = (operation: Operation, key: string, slot: number): Operation => ({ ...operation, [key]: slot });

/** Renames slots in order of use. */
async function normalise(best: Best, accept: Accept): Promise<void> {
  for (const key of ['region', 'channel', 'group', 'user'] as const) {
    const order = [...new Set(best().flatMap((operation) => slotOf(operation, key) ?? []))];
    await accept(
      best().map((operation) => {
        const slot = slotOf(operation, key);
        return slot === undefined ? operation : withSlot(operation, key, order.indexOf(slot));
      }),
    );
  }
}
