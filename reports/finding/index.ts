/** What was found, in words. */
export {
  counterexampleNote,
  differenceOf,
  type Finding,
  findingIn,
  findingOf,
  toldSteps,
  wholeAnswer,
  whyOf,
} from './finding.ts';
export { lackText, LEFT_OUT } from './reason.ts';
export { isAboutAnswer, noteOf, outcomeInShort, outcomePieces, outcomeText, type Piece } from './words.ts';
export { endingText } from './ending-text.ts';
export { markdownSteps } from './markdown.ts';
