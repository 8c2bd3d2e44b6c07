/** What several reports say alike. */
export { headline, targetName } from './headline.ts';
export { freshlyBroken, tally, type Tally } from './tally.ts';
export { PAGE, SOURCES } from './sources.ts';
export { characters, count, counted, cut, duration, labelled, plain, wrap } from './text.ts';
export { outlineText } from './outline-text.ts';
export { type ProgramFacts, programText } from './program-text.ts';
export { type ExitCode, exitCodeOf, exitCodeOfAll, exitMeaning } from './exit-code.ts';
export { abilityText, operationName, operationText } from './operation-text.ts';
export { type Change, type Matrix, type MatrixColumn, matrixOf, type MatrixRow, type OpenQuestion } from './matrix.ts';
