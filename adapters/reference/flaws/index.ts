import { isOfResource, resourceNamed, sideFacet, type Json, type SideProfile } from '../../../model/index.ts';
import { mediapackage } from '../../../services/index.ts';
import type { Target } from '../../port.ts';
import type { Flaw } from '../flaw.ts';
import { referenceTarget, type ReferenceOptions } from '../target.ts';
import { callerFlaws } from './callers.ts';
import { creationByIamFlaws } from './creation-by-iam.ts';
import { creationByUseFlaws } from './creation-by-use.ts';
import { deletionFlaws } from './deletion.ts';
import { deletionInUseFlaws } from './deletion-in-use.ts';
import { deletionTaskFlaws } from './deletion-tasks.ts';
import { editingFlaws } from './editing.ts';
import { loggingFlaws } from './logging.ts';
import { all, shows, type Rewrite } from './rewrites.ts';
import { permissionFlaws } from './permissions.ts';
import { protectionFlaws } from './protection.ts';
import { protocolFlaws } from './protocol.ts';
import { regionFlaws } from './regions.ts';
import { repeatFlaws } from './repeats.ts';

/** Every known flaw, in the order of the catalogue's sections. */
export const flaws: readonly Flaw[] = [
  ...permissionFlaws,
  ...callerFlaws,
  ...creationByUseFlaws,
  ...creationByIamFlaws,
  ...protectionFlaws,
  ...editingFlaws,
  ...deletionInUseFlaws,
  ...deletionFlaws,
  ...deletionTaskFlaws,
  ...loggingFlaws,
  ...regionFlaws,
  ...protocolFlaws,
  ...repeatFlaws,
];

export const flawNames: readonly string[] = flaws.map((flaw) => flaw.name);

const SHOWING = ['CreateResource', 'ReadResource', 'ListResources', 'UpdateResource', 'ConfigureResource'] as const;

const firstDefault = ({ defaults }: SideProfile, shown: Json): Json =>
  ['', ...defaults].some((group) => group === shown) ? (defaults[0] ?? '') : shown;

/** A default access log is always shown with the same group, so that what a flaw does is in no doubt. */
const steady: Rewrite = (context) =>
  isOfResource(context.operation)
    ? all(
        ...resourceNamed(context.rules.profile, context.operation.resource).sides.map((side) =>
          shows(SHOWING, sideFacet(side.name), (shown) => firstDefault(side, shown)),
        ),
      )(context)
    : undefined;

/** Permissions are checked before anything that a flaw is about, unless it is about them. */
const toAllowedCallers =
  ({ breaks, rewrite }: Flaw): Rewrite =>
  (context) =>
    'as' in context.operation && !breaks.startsWith('permissions/caller-') ? undefined : rewrite(context);

/** A flaw as a target has it: in no doubt what it does, and to whom. */
export const steadied = (flaw: Flaw): Flaw => ({ ...flaw, rewrite: all(toAllowedCallers(flaw), steady) });

/**
 * The reference with one rule broken.
 * @throws RangeError when there is no flaw of this name; `flawNames` has them all
 */
export function flawedTarget(name: string, options: Partial<Omit<ReferenceOptions, 'flaw'>> = {}): Target {
  const flaw = flaws.find((one) => one.name === name);
  if (flaw === undefined) throw new RangeError(`There is no flaw ${JSON.stringify(name)}.`);
  return referenceTarget({ profile: mediapackage, ...options, flaw: steadied(flaw) });
}
