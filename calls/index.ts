/** What each operation is in terms of AWS: its call, what the answer shows, what it makes, and what it needs. */
export { iam, type Call, type Members, type Value } from './call.ts';
export { bind, rowOf, undoing } from './bind.ts';
export { principalText, type Names } from './members.ts';
export * from './names.ts';
export { absenceIn, filled, isGone, requiredBy, resourceId, resourceSlot } from './resources.ts';
export { rows, type RoleKind, type Row } from './rows.ts';
export { supports, type Support } from './supports.ts';
export { wireOf } from './wire.ts';
export { entriesAt, partAt, readViews, textAt, type View, type Views } from './view.ts';
export { writeViews } from './write.ts';
