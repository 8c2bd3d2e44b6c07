import {
  absenceOf,
  groupText,
  isOfResource,
  mayBeginUse,
  resourceCall,
  resourceNamed,
  sideFacet,
  type Absence,
  type Constants,
  type GivenCall,
  type Json,
  type Operation,
  type OperationOf,
  type ResourceKind,
  type ResourceProfile,
  type ServiceProfile,
  type SideProfile,
} from '../model/index.ts';
import { actionModel, type ApiService, type Structure } from '../services/index.ts';
import type { Call, Members } from './call.ts';
import { description, type Member } from './members.ts';
import type { Row } from './rows.ts';
import { blank, partAt, textAt, within, type Views } from './view.ts';

type OnResource = OperationOf<ResourceKind>;
type ResourceMembers = NonNullable<ResourceProfile['members']>;

/** The name that the suite gives to a resource: fixed for each slot, the same in every region and every world. */
export const resourceId = ({ slot: word }: Pick<ResourceProfile, 'slot'>, slot: number): string =>
  `conformance-${word}-${slot}`;

/** The slot of a resource of the suite's naming; undefined for anyone else's. */
export function resourceSlot(
  { slot: word }: Pick<ResourceProfile, 'slot'>,
  id: string | undefined,
): number | undefined {
  const [, digits] = new RegExp(`^conformance-${word}-(0|[1-9]\\d*)$`).exec(id ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** Constants of a resource with what stands in their braces: `{region}a` is `us-east-1a`. What `known` lacks stays. */
export function filled<T extends Constants | Json>(constants: T, known: Readonly<Record<string, string>>): T {
  const text = JSON.stringify(constants).replaceAll(/\{(\w+)\}/g, (braces, name: string) => known[name] ?? braces);
  return JSON.parse(text) as T;
}

/** A side as it is sent: `{}` asks for the default group, leaving it out switches it off. */
const side =
  (profile: SideProfile): Member<OnResource> =>
  (operation) => {
    const group = 'sides' in operation ? operation.sides[profile.name] : undefined;
    if (group === undefined) return undefined;
    const LogGroupName = groupText(profile, group);
    return LogGroupName === undefined ? {} : { LogGroupName };
  };

/** What a call names its resource by: its id, or, while it has none of its service's, the name that it is to have. */
function naming(
  resource: ResourceProfile,
  { handedOut, id }: ResourceMembers,
  kind: ResourceKind,
  input: Structure | undefined,
): Row<OnResource>['input'] {
  const isNew = kind === 'CreateResource' && handedOut !== undefined;
  const member = isNew ? handedOut.name : (resource.calls[kind]?.names ?? id);
  if (member === undefined) return {};
  const isList = input?.members.get(member)?.shape.type === 'list';
  const one: Member<OnResource> = (asked, names) => {
    if (!('slot' in asked)) return undefined;
    return isNew ? resourceId(resource, asked.slot) : names.resource(resource, asked.region, asked.slot);
  };
  return { [member]: isList ? (asked, names) => [one(asked, names) ?? ''] : one };
}

const fixedMembers = (given: Constants): Row<OnResource>['input'] =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      ({ region }, names) => filled(value, { region: names.region(region) }),
    ]),
  );

/** The calls that make and remove, in a region, what must be there before an operation; undefined where nothing must. */
export function requiredBy(
  profile: ServiceProfile,
  operation: Operation,
  regionOf: (slot: number) => string,
): { readonly word: string; readonly make: Call; readonly remove: Call } | undefined {
  if (operation.kind !== 'CreateResource') return undefined;
  const { requires } = resourceNamed(profile, operation.resource);
  if (requires === undefined) return undefined;
  const region = regionOf(operation.region);
  const call = ({ action, given, service }: GivenCall): Call => ({
    service: service as ApiService,
    action,
    region,
    input: filled(given, { region }),
  });
  return { word: requires.word, make: call(requires.make), remove: call(requires.remove) };
}

/** The row of an operation on a resource; undefined where the service has no such call. */
export function resourceRow(profile: ServiceProfile, operation: OnResource): Row<OnResource> | undefined {
  const resource = profile.resources.find(({ name }) => name === operation.resource);
  const call = resourceCall(profile, operation);
  if (resource?.members === undefined || call === undefined) return undefined;
  const { kind } = operation;
  const { id, arn = id, description: described, list, status } = resource.members;
  const shown: Views = Object.fromEntries(
    resource.sides.map(({ name, member }) => [sideFacet(name), { as: 'log', path: [member] }] as const),
  );
  if (kind === 'ListResources') return { call, input: {}, lists: list[1], entries: shown };
  const model = actionModel(call.service as ApiService, call.action);
  const input: Row<OnResource>['input'] = {
    ...naming(resource, resource.members, kind, model?.input),
    ...fixedMembers(call.given ?? {}),
    ...(described !== undefined && kind === 'UpdateResource' ? { [described]: description as Member<OnResource> } : {}),
    ...(call.sets === true ? Object.fromEntries(resource.sides.map((one) => [one.member, side(one)])) : {}),
  };
  if (kind === 'DeleteResource') return { call, input };
  const views: Views = { ...(described === undefined ? {} : { resourceDescription: blank(described) }), ...shown };
  return {
    call,
    input,
    ...(call.at === undefined ? {} : { at: call.at }),
    ...(model?.output.members.size === 0 ? {} : { carries: [resource.word, id, arn, status?.member ?? id] }),
    shows: (call.at ?? []).reduceRight((inner, member) => within(member, inner), views),
    ...(mayBeginUse(profile, operation) ? { makesRole: true } : {}),
  };
}

/** What an answer to a read says in place of a resource that is not there; undefined where it shows one, or tells nothing. */
export function absenceIn(profile: ServiceProfile, operation: Operation, answer: Members): Absence | undefined {
  if (!isOfResource(operation) || operation.kind !== 'ReadResource') return undefined;
  const resource = resourceNamed(profile, operation.resource);
  const at = resource.calls.ReadResource?.at ?? [];
  const isMissing = at.length > 0 && partAt(answer, at) === undefined && Array.isArray(partAt(answer, at.slice(0, -1)));
  return isMissing || isGone(resource, partAt(answer, at)) ? absenceOf(resource, operation.kind) : undefined;
}

/** Whether an answer shows a resource that is there no more. */
export const isGone = ({ members }: ResourceProfile, shown: unknown): boolean =>
  members?.status?.gone.some((one) => one === textAt(shown, members.status?.member ?? '')) === true;
