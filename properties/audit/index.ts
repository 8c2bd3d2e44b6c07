/** How strong the suite is: flaws caught, and the fewest calls that could do it. */
export {
  audit,
  auditStyles,
  type AuditFigures,
  type AuditOptions,
  type AuditRow,
  figuresOf,
  type Manner,
} from './audit.ts';
export { type Optima, optimaOf, type Optimum, optimumOf } from './optimum.ts';
