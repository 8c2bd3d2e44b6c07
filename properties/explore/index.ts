/** What to run: forms of operations, tours, scenarios and pairs, planned in the model alone. */
export { formKey, formsOf, isBuilder, likenessOf, operationForms } from './forms.ts';
export { OutlineCoverage } from './outline-coverage.ts';
export { type Scenario, scenariosOf } from './scenarios.ts';
export { isInDoubt, surroundings } from './surroundings.ts';
export { classOf, Machine, type Transition } from './machine.ts';
export { fateOf, OutlineMachine, outlineOf } from './outline.ts';
export { pairTourOf } from './pair-tour.ts';
export { tourOf, type TourWorld, worldOf } from './tour.ts';
export { formsOnce, groundsOnce, kindsOnce, requirementOf, requirementsOnce, type Wants } from './wants.ts';
export { shortcut } from './shortcut.ts';
