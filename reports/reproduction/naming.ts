import { customersName, MALFORMED_TASK, principalText, resourceId, unknownTask } from '../../calls/index.ts';
import {
  holderKey,
  resourceNamed,
  servicePath,
  SUFFIX,
  type FacetName,
  type OperationOf,
  type Outcome,
  type ResourceProfile,
  type RoleRef,
  type ServiceProfile,
  type TaskRef,
} from '../../model/index.ts';
import type { ReportedStep } from '../../properties/index.ts';
import { regionName, type Names } from './calls.ts';
import type { Keep, Text, Told } from './reproduction.ts';

const ARN = '_arn';

function textIn(outcome: Outcome, facet: FacetName): string | undefined {
  const value = outcome.kind === 'answered' ? outcome.facets[facet] : undefined;
  return typeof value === 'string' ? value : undefined;
}

const of = (name: string): Told => ({ told: [{ of: name }] });

/**
 * What the calls of a program go by, as far as it was performed: names and ids that a target makes up come out of its answers. It mirrors
 * what a session of the endpoint target remembers.
 */
export class Naming implements Names {
  readonly profile: ServiceProfile;
  readonly #roles = new Map<RoleRef, Text>();
  readonly #tasks: { readonly id: string | undefined; readonly name: string }[] = [];

  constructor(profile: ServiceProfile) {
    this.profile = profile;
  }

  readonly region = regionName;

  readonly version = (): Text => of('version');

  readonly role = (role: RoleRef): Text => {
    const kept = this.#roles.get(role);
    if (kept !== undefined) return kept;
    if (role === 'linked') return this.profile.roleName;
    if (role === 'suffixed') return join(this.role('linked'), `_${SUFFIX}`);
    return role === 'lookalike' ? inCapitals(this.role('linked')) : customersName(role, '');
  };

  readonly roleArn = (role: RoleRef): Text => {
    if (this.#made.has(role)) return of(nameOf(role) + ARN);
    const path = role === 'linked' || role === 'suffixed' ? servicePath(this.profile) : '/';
    return join(`arn:aws:iam::000000000000:role${path}`, this.role(role));
  };

  readonly #made = new Set<RoleRef>();
  /** The resources whose ids were handed out, by their keys. */
  readonly #ids = new Map<string, Told>();

  readonly resource = (resource: ResourceProfile, region: number, slot: number): Text =>
    this.#ids.get(holderKey(resource.name, region, slot)) ?? resourceId(resource, slot);

  readonly task = (task: TaskRef): Text => {
    if (task === 'malformed') return MALFORMED_TASK;
    const at = task === 'last' ? -1 : task === 'previous' ? -2 : typeof task === 'number' ? task : NaN;
    const known = Number.isNaN(at) ? undefined : this.#tasks.at(at);
    if (known !== undefined) return of(known.name);
    const [head = '', tail = ''] = unknownTask(this.profile.principal, '\n').split('\n');
    return join(head, this.role('linked'), tail);
  };

  /** The names of the tasks that were handed out, the last one last. */
  get tasks(): readonly string[] {
    return this.#tasks.map(({ name }) => name);
  }

  /** Takes in a step that was performed; gives what is to be kept of its answer. */
  take({ operation, outcome }: ReportedStep): readonly Keep[] {
    if (outcome.kind !== 'answered') return [];
    if (operation.kind === 'CreateServiceLinkedRole') {
      if (principalText(operation.service, this.profile) !== this.profile.principal) return [];
      const heeded = textIn(outcome, 'name')?.toLowerCase().includes(SUFFIX.toLowerCase()) !== false;
      if (operation.suffix !== true || heeded) return this.#make(operation.suffix === true ? 'suffixed' : 'linked');
      // What takes no notice of the suffix made the service's own role; what does take notice gives another name.
      this.#roles.set('linked', textIn(outcome, 'name') ?? this.profile.roleName);
      return [];
    }
    if (operation.kind === 'CreateRole') {
      if (operation.role === 'lookalike') this.#roles.set('lookalike', this.role('lookalike'));
      this.#made.add(operation.role);
      return [{ name: nameOf(operation.role) + ARN, path: ['Role', 'Arn'] }];
    }
    if (operation.kind === 'CreateResource') return this.#handedOut(operation);
    if (operation.kind !== 'DeleteServiceLinkedRole') return [];
    const id = textIn(outcome, 'taskId');
    if (this.#tasks.some((task) => task.id !== undefined && task.id === id)) return [];
    const name = this.#tasks.length === 0 ? 'task' : `task_${this.#tasks.length + 1}`;
    this.#tasks.push({ id, name });
    return [{ name, path: ['DeletionTaskId'] }];
  }

  #handedOut({ resource: name, region, slot }: OperationOf<'CreateResource'>): readonly Keep[] {
    const { calls, members } = resourceNamed(this.profile, name);
    if (members?.handedOut === undefined) return [];
    const kept = `${name.replaceAll('-', '_')}_${region}_${slot}`;
    this.#ids.set(holderKey(name, region, slot), of(kept));
    return [{ name: kept, path: [...(calls.CreateResource?.at ?? []), members.id] }];
  }

  #make(role: 'linked' | 'suffixed'): readonly Keep[] {
    const name = nameOf(role);
    this.#roles.set(role, of(name));
    this.#made.add(role);
    return [
      { name, path: ['Role', 'RoleName'] },
      { name: name + ARN, path: ['Role', 'Arn'] },
    ];
  }
}

const nameOf = (role: RoleRef): string => (role === 'linked' ? 'role' : `${role.replaceAll(/\W/g, '_')}_role`);

const piecesOf = (value: Text): Told['told'] => (typeof value === 'string' ? [value] : value.told);

function join(...values: readonly Text[]): Text {
  const told = values.flatMap(piecesOf);
  return told.every((piece) => typeof piece === 'string') ? told.join('') : { told };
}

const inCapitals = (value: Text): Text => {
  const told = piecesOf(value).map((piece) =>
    typeof piece === 'string' ? piece.toUpperCase() : { ...piece, inCapitals: true as const },
  );
  return told.every((piece) => typeof piece === 'string') ? told.join('') : { told };
};
