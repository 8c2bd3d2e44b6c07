import type { Json, Operation, Shape } from '../../model/index.ts';
import type { Expectation, ExpectedPart } from '../../properties/index.ts';
import type { Names } from './calls.ts';
import { NotTold, UUID, type Check, type Plain, type FormPiece, type Told, type Wanted } from './reproduction.ts';
import { absenceOf, viewOf } from './views.ts';

/** What earlier answers showed, by the names that the script keeps it under. */
export interface Seen {
  /** @throws NotTold when no earlier answer shows it */
  readonly still: (facet: string) => string | Told;
  /** @throws NotTold when no earlier answer shows it */
  readonly every: (facet: string) => readonly (string | Told)[];
}

/**
 * What a script is to ask of the answer to an operation, so that it differs exactly where the judge says it does.
 * @throws NotTold when what the judge expected cannot be told as data
 */
export function checkOf(expects: Expectation, operation: Operation, names: Names, seen: Seen): Check {
  if ('codes' in expects) return { kind: 'codes', codes: expects.codes };
  if ('status' in expects) return { kind: 'status', code: expects.code, status: expects.status };
  const of = (part: ExpectedPart) => ({
    view: viewOf(operation, part.facet, part.part, names),
    wanted: wantedOf(part, seen),
  });
  if ('part' in expects) return { kind: 'part', ...of(expects.part) };
  // A passing ending cannot last, and the script waits for what can.
  const lasting = expects.endings.filter((ending) => ending.passing !== true);
  const endings = lasting.length > 0 ? lasting : expects.endings;
  const answers = endings.filter((ending) => ending.outcome === 'answered');
  const refusals = endings.filter((ending) => ending.outcome === 'refused');
  const codes = refusals.some((one) => one.codes === undefined)
    ? ('any' as const)
    : [...new Set(refusals.flatMap((one) => one.codes ?? []))];
  const absence = absenceOf(operation, names);
  if (absence !== undefined) {
    if (answers.length > 0 && refusals.length > 0) throw new NotTold('it may be there or not');
    const { view, lists } = absence;
    const wanted = answers.length > 0 ? { noneOf: lists } : { oneOf: lists };
    return { kind: 'answer', success: true, part: { view, wanted }, codes: 'none', noServerError: false };
  }
  const part = answers.length === 0 ? undefined : alternatives(answers.map(({ parts }) => together(parts)));
  return {
    kind: 'answer',
    success: answers.length > 0,
    ...(part === undefined ? {} : { part: of(part) }),
    codes: codes.length === 0 ? 'none' : codes,
    noServerError: expects.noServerError === true,
  };
}

/** The guards of one ending as one part: those on the same facet all hold. */
function together(parts: readonly ExpectedPart[]): ExpectedPart | undefined {
  const [first, ...others] = parts;
  return others.reduce<ExpectedPart | undefined>((sum, part) => {
    if (sum === undefined || !sameSpot(sum, part)) throw new NotTold('it depends on several parts of one answer');
    const [left, right] = [listed(sum.shape), listed(part.shape)];
    if (left !== undefined && right !== undefined) return { ...sum, shape: { oneOf: left.filter(isAmong(right)) } };
    // The form of an id is a requirement of its own; here it decides which task it is.
    return left === undefined ? part : sum;
  }, first);
}

/** The parts of several endings as one: any of them will do. */
function alternatives(parts: readonly (ExpectedPart | undefined)[]): ExpectedPart | undefined {
  if (parts.includes(undefined)) return undefined;
  const [first, ...others] = parts as readonly ExpectedPart[];
  return others.reduce<ExpectedPart | undefined>((sum, part) => {
    const [left, right] = [listed(sum?.shape), listed(part.shape)];
    if (sum === undefined || !sameSpot(sum, part) || left === undefined || right === undefined)
      throw new NotTold('several answers that differ in kind are allowed');
    return { ...sum, shape: { oneOf: [...left, ...right] } };
  }, first);
}

const sameSpot = (a: ExpectedPart, b: ExpectedPart): boolean =>
  a.facet === b.facet && a.part?.join() === b.part?.join();

const listed = (shape: Shape | undefined): readonly Json[] | undefined =>
  shape !== undefined && 'oneOf' in shape ? shape.oneOf : undefined;

const isAmong =
  (values: readonly Json[]) =>
  (value: Json): boolean =>
    values.some((other) => JSON.stringify(other) === JSON.stringify(value));

function wantedOf({ facet, shape }: ExpectedPart, seen: Seen): Wanted {
  if (shape === undefined) throw new NotTold(`what ${facet} may be cannot be told as data`);
  if ('oneOf' in shape) return { oneOf: shape.oneOf.map(plain) };
  if ('noneOf' in shape) return { noneOf: shape.noneOf.map(plain) };
  if ('unlike' in shape) return { noneOf: seen.every(shape.unlike) };
  const [only, ...others] = shape.text;
  if (others.length === 0 && typeof only === 'object' && 'seen' in only) return { oneOf: [seen.still(only.seen)] };
  return {
    form: shape.text.flatMap((piece): readonly FormPiece[] => {
      if (typeof piece === 'string') return [piece];
      if ('form' in piece) return [UUID];
      const text = seen.still(piece.seen);
      return typeof text === 'string' ? [text] : text.told;
    }),
  };
}

/** A value that scripts can compare: a text, a list of texts, an object of texts. */
function plain(value: Json): Plain {
  const members = value !== null && typeof value === 'object' ? Object.values(value) : [];
  if (members.some((member) => typeof member !== 'string')) throw new NotTold('what was expected has parts of its own');
  return value as Plain;
}
