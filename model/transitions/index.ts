/** What may happen: the endings of every operation, and what is believed after a difference. */
export * from './endings.ts';
export * from './adoption.ts';
export { meetsNamesake } from './role-view.ts';
export { isUnsure, settledBy, shownBy, withUnsure } from './unsure.ts';
