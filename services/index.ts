/** The services that the suite knows: data. */
import { profiles, type ServiceProfile } from '../model/index.ts';
import { recordedProfiles } from './recorded.ts';

const full = new Set(profiles.map(({ principal }) => principal));

/** Those with their resources first, then every service of which a source shows the role alone. */
export const services: readonly ServiceProfile[] = [
  ...profiles,
  ...recordedProfiles.filter(({ principal }) => !full.has(principal)),
];
