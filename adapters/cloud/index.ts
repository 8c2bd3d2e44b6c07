/** AWS accounts as the reference plays them, for whoever brings it API calls. */
export { ApiError, UnknownAction, type Api, type ApiCall, type Members } from './api-call.ts';
export { Cloud, DEFAULT_ACCOUNT, type CloudOptions } from './cloud.ts';
export type { InspectedResource, InspectedRole, InspectedTask, Inspection } from './inspection.ts';
export type { SavedCloud } from './saved-cloud.ts';
