/** The model dressed as an implementation; personalities choose among what is allowed, flaws break one rule. */
export type { Flaw, FlawContext } from './flaw.ts';
export { EPOCH_MS, Implementation, type SavedImplementation } from './implementation.ts';
export { personalities, type Personality, type PersonalityName } from './personality.ts';
export { flawedTarget, flawNames, flaws, steadied } from './flaws/index.ts';
export { type ReferenceOptions, referenceTarget } from './target.ts';
export { choiceNames, drawnStyle, type Style, styleText, waysOf } from './style.ts';
export { type Random, seededRandom } from './random.ts';
