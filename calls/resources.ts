import {
  groupText,
  mayBeginUse,
  resourceCall,
  sideFacet,
  type OperationOf,
  type ResourceKind,
  type ResourceProfile,
  type ServiceProfile,
  type SideProfile,
} from '../model/index.ts';
import { description, type Member } from './members.ts';
import type { Row } from './rows.ts';
import { blank, type Views } from './view.ts';

type OnResource = OperationOf<ResourceKind>;

/** The id of a resource: fixed for each slot, the same in every region and every world. */
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

/** A side as it is sent: `{}` asks for the default group, leaving it out switches it off. */
const side =
  (profile: SideProfile): Member<OnResource> =>
  (operation) => {
    const group = 'sides' in operation ? operation.sides[profile.name] : undefined;
    if (group === undefined) return undefined;
    const LogGroupName = groupText(profile, group);
    return LogGroupName === undefined ? {} : { LogGroupName };
  };

/** The row of an operation on a resource; undefined where the service has no such call, or nobody sends it. */
export function resourceRow(profile: ServiceProfile, operation: OnResource): Row<OnResource> | undefined {
  const resource = profile.resources.find(({ name }) => name === operation.resource);
  const call = resourceCall(profile, operation);
  if (resource?.members === undefined || call === undefined) return undefined;
  const { kind } = operation;
  const { id, arn, description: described, list } = resource.members;
  const shown: Views = Object.fromEntries(
    resource.sides.map(({ name, member }) => [sideFacet(name), { as: 'log', path: [member] }] as const),
  );
  const about: Row<OnResource>['input'] = {
    [id]: (asked) => ('slot' in asked ? resourceId(resource, asked.slot) : undefined),
    ...(described !== undefined && kind === 'UpdateResource' ? { [described]: description as Member<OnResource> } : {}),
    ...(call.sets === true ? Object.fromEntries(resource.sides.map((one) => [one.member, side(one)])) : {}),
  };
  if (kind === 'ListResources') return { call, input: {}, lists: list[1], entries: shown };
  if (kind === 'DeleteResource') return { call, input: about };
  const remove = resource.calls.DeleteResource?.action;
  return {
    call,
    input: about,
    carries: [resource.word, id, arn],
    shows: { ...(described === undefined ? {} : { resourceDescription: blank(described) }), ...shown },
    ...(kind === 'CreateResource' && remove !== undefined ? { undo: [remove, id] } : {}),
    ...(mayBeginUse(profile, operation) ? { makesRole: true } : {}),
  };
}
