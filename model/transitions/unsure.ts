import { isRead, type Operation } from '../operation.ts';
import { mayBeginUse, type ServiceProfile } from '../profile.ts';
import { changed, holderKeyOf, resourceOfKey, type State } from '../state.ts';

/** The state in which nobody knows of these roles and resources what they are now. */
export function withUnsure(state: State, keys: readonly string[]): State {
  const fresh = keys.filter((key) => !state.unsure.includes(key));
  return fresh.length === 0 ? state : changed(state, { unsure: [...state.unsure, ...fresh] });
}

/** What an operation may have changed when its answer told nothing: roles, and keys of resources. */
export function touchedBy(profile: ServiceProfile, operation: Operation): readonly string[] {
  if (isRead(operation) || operation.kind === 'AssumeRole') return [];
  const key = holderKeyOf(operation);
  if (key !== undefined) return mayBeginUse(profile, operation) ? [key, 'linked'] : [key];
  if (operation.kind === 'CreateServiceLinkedRole') return [operation.suffix ? 'suffixed' : 'linked'];
  return 'role' in operation ? [operation.role] : [];
}

const ABOUT_LINKED: readonly Operation['kind'][] = ['ListRoles', 'CreateServiceLinkedRole', 'CreateRole'];

/** What has to do with the role of the service: itself, and what may have its name. */
const LINKED: readonly string[] = ['linked', 'lookalike'];

/** Whether an operation is about something of which nobody knows what it is now. */
export function isUnsure({ unsure }: State, operation: Operation): boolean {
  if (unsure.length === 0) return false;
  // A deletion ends by what uses the role, too.
  if (operation.kind === 'GetServiceLinkedRoleDeletionStatus') return unsure.some((one) => one !== 'ordinary');
  const isAboutLinked = ABOUT_LINKED.includes(operation.kind) || ('role' in operation && operation.role === 'linked');
  if (isAboutLinked && unsure.some((one) => LINKED.includes(one))) return true;
  if ('role' in operation && unsure.includes(operation.role)) return true;
  const key = holderKeyOf(operation);
  if (key !== undefined) return unsure.includes(key);
  return operation.kind === 'ListResources' && unsure.some((one) => resourceOfKey(one) === operation.resource);
}

/** The role or the resource that a read shows whole. */
export function shownBy(operation: Operation): readonly string[] {
  if (operation.kind === 'GetRole') return [operation.role];
  const key = operation.kind === 'ReadResource' ? holderKeyOf(operation) : undefined;
  return key === undefined ? [] : [key];
}

/** What a read that was answered, or refused, tells is known again. */
export function settledBy(state: State, operation: Operation): State {
  if (state.unsure.length === 0) return state;
  const told = shownBy(operation);
  const unsure = state.unsure.filter((key) => !told.includes(key));
  return unsure.length === state.unsure.length ? state : changed(state, { unsure });
}
