/** What a person reads in a terminal. */
export { type ConsoleOptions, consoleReport } from './report.ts';
export { explainRequirement } from './card.ts';
export { replayReport } from './replay.ts';
export { catalogueTable } from './catalogue.ts';
export { pairTable } from './pairs.ts';
export { mannersReport } from './manners.ts';
export { servicesReport } from './services.ts';
export { sideBySide } from './side-by-side.ts';
