/** What AWS publishes of the APIs that are played: distilled from its own API models by `npm run distil`. */
export { actionModel, apiServices, isNamedLikeService, isQuery, modelOf, type ApiService } from './models.ts';
export { NO_MEMBERS } from './api-model.ts';
export { commonErrors, knownErrors, type KnownErrors } from './errors.ts';
export type { ActionModel, ApiModel, ErrorModel, Pages, WireProtocol } from './api-model.ts';
export type { ListShape, MapShape, Member, Scalar, ApiShape, Structure } from './shapes.ts';
