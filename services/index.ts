/** The services that the suite knows: data, one file for each that has resources, and a list of the recorded roles. */
import { apiKinds, roleAction, type ApiAction, type ServiceProfile } from '../model/index.ts';
import { autoscaling } from './autoscaling.ts';
import { ecs } from './ecs.ts';
import { guardduty } from './guardduty.ts';
import { mediapackage } from './mediapackage.ts';
import { mq } from './mq.ts';
import { recordedProfiles } from './recorded.ts';

export { autoscaling, ecs, guardduty, mediapackage, mq };

/** The AWS APIs that the suite has clients for, as permissions spell them. */
export type ApiService = 'iam' | 'sts' | 'mediapackage' | 'mediapackage-vod';

/** The services whose resources the suite knows. */
export const profiles: readonly ServiceProfile[] = [mediapackage, ecs, autoscaling, guardduty, mq];

const full = new Set(profiles.map(({ principal }) => principal));

/** Those with their resources first, then every service of which a source shows the role alone. */
export const services: readonly ServiceProfile[] = [
  ...profiles,
  ...recordedProfiles.filter(({ principal }) => !full.has(principal)),
];

const actions: readonly ApiAction[] = [
  ...apiKinds.map(roleAction),
  ...profiles.flatMap(({ resources }) => resources.flatMap(({ calls }) => Object.values(calls))),
];

/** The first action of this name, of whatever API. */
export const actionNamed = (name: string): ApiAction | undefined => actions.find(({ action }) => action === name);

/** The actions of an API that operations of the suite are made of. */
export const actionsOf = (service: ApiService): readonly ApiAction[] =>
  actions.filter((action) => action.service === service);
