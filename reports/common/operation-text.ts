import {
  abilityOf,
  formatOperation,
  nameOf,
  partsOf,
  type Ability,
  type Operation,
  type ServiceProfile,
} from '../../model/index.ts';
import { mediapackage, profiles } from '../../services/index.ts';

/** The service whose resource an ability is about. */
function serviceOf(ability: Ability): ServiceProfile {
  const { resource } = partsOf(ability);
  return profiles.find(({ resources }) => resources.some(({ name }) => name === resource)) ?? mediapackage;
}

/** An operation as one line: `ConfigureLogs(region 1, channel 0, ingress default)`. */
export const operationText = (operation: Operation): string =>
  formatOperation(serviceOf(abilityOf(operation)), operation);

/** What AWS, or the suite, calls what a target has to have: `ConfigureLogs`. */
export const abilityText = (ability: Ability): string => nameOf(serviceOf(ability), ability);

/** What AWS, or the suite, calls an operation. */
export const operationName = (operation: Operation): string => abilityText(abilityOf(operation));
