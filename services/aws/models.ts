import { apiModel, type ActionModel, type ApiModel } from './api-model.ts';
import autoscaling from './autoscaling.json' with { type: 'json' };
import ec2 from './ec2.json' with { type: 'json' };
import ecs from './ecs.json' with { type: 'json' };
import guardduty from './guardduty.json' with { type: 'json' };
import iam from './iam.json' with { type: 'json' };
import mediapackageVod from './mediapackage-vod.json' with { type: 'json' };
import mediapackage from './mediapackage.json' with { type: 'json' };
import mq from './mq.json' with { type: 'json' };
import serviceNames from './service-names.json' with { type: 'json' };
import sts from './sts.json' with { type: 'json' };

/** The AWS APIs that are known here, by their names in a signature's scope. */
export const apiServices = [
  'iam',
  'sts',
  'mediapackage',
  'mediapackage-vod',
  'ecs',
  'autoscaling',
  'guardduty',
  'mq',
  'ec2',
] as const;

export type ApiService = (typeof apiServices)[number];

const FILES: Readonly<Record<ApiService, object>> = {
  iam,
  sts,
  mediapackage,
  ecs,
  autoscaling,
  guardduty,
  mq,
  ec2,
  'mediapackage-vod': mediapackageVod,
};

const models = Object.fromEntries(Object.entries(FILES).map(([name, file]) => [name, apiModel(file)]));

export const modelOf = (service: ApiService): ApiModel => models[service] as ApiModel;

/** What AWS says of an action; undefined for one that is not distilled, or of which AWS knows nothing. */
export const actionModel = (service: ApiService, action: string): ActionModel | undefined =>
  modelOf(service).actions.get(action);

/** Whether a service speaks in forms and XML, as IAM does. */
export const isQuery = (service: ApiService): boolean => ['query', 'ec2'].includes(modelOf(service).protocol);

const NAMES: ReadonlySet<string> = new Set(serviceNames);

/** Whether a principal (`es.amazonaws.com`) is called like a service of AWS, whatever is known here of its role. */
export const isNamedLikeService = (principal: string): boolean =>
  principal.endsWith('.amazonaws.com') && NAMES.has(principal.slice(0, -'.amazonaws.com'.length));
