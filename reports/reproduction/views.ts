import { rowOf } from '../../calls/index.ts';
import { facetWord, resourceNamed, type FacetName, type Operation } from '../../model/index.ts';
import { operationName } from '../common/index.ts';
import type { Names } from './calls.ts';
import { NotTold, type View } from './reproduction.ts';

/**
 * Where a read tells of a resource by a list, and what the list says where it is not there; undefined where the read is
 * refused then.
 */
export function absenceOf(
  operation: Operation,
  { profile }: Names,
): { readonly view: View; readonly lists: readonly (readonly string[])[] } | undefined {
  if (operation.kind !== 'ReadResource') return undefined;
  const { calls, members } = resourceNamed(profile, operation.resource);
  if (calls.ReadResource?.absent === undefined || members === undefined) return undefined;
  const { id, status = { member: id, gone: [] } } = members;
  const path = (calls.ReadResource.at ?? []).slice(0, -1);
  return { view: { as: 'words', path, member: status.member }, lists: [[], ...status.gone.map((one) => [one])] };
}

/**
 * How a facet is read from the answer to an operation.
 * @throws NotTold when a script has no way to
 */
export function viewOf(
  operation: Operation,
  facet: FacetName,
  part: readonly string[] | undefined,
  names: Names,
): View {
  const { kind } = operation;
  const linked = names.role('linked');
  if (kind === 'ListRoles' && facet === 'listed')
    return { as: 'listed', path: ['Roles'], member: 'RoleName', text: linked };
  const row = rowOf(names.profile, operation);
  const views = kind === 'ListRoles' ? row?.entries : row?.shows;
  const view = part === undefined ? views?.[facet] : undefined;
  if (view === undefined)
    throw new NotTold(
      `the scripts have no way to read ${[facetWord(facet), ...(part ?? [])].join(' ')} of ${operationName(operation)}`,
    );
  return kind === 'ListRoles' ? { ...view, within: { list: 'Roles', member: 'RoleName', is: linked } } : view;
}
