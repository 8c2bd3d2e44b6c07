import { z } from 'zod';
import type { Ability, Json, RequirementId } from '../../model/index.ts';

/** Pieces that the schemas of runs are made of. Strict: an unknown key is an error, so that a misspelt one is not lost in silence. */

export const object = <S extends z.core.$ZodLooseShape>(shape: S) => z.strictObject(shape).readonly();
export const list = <S extends z.core.SomeType>(item: S) => z.array(item).readonly();
export const record = <S extends z.core.SomeType>(value: S) => z.record(z.string(), value).readonly();

export const texts = list(z.string());
/** Present, or absent. */
export const flag = z.literal(true).exactOptional();
export const count = z.int().min(0);
export const milliseconds = z.number().min(0);
export const json = z.json() as unknown as z.ZodType<Json, Json>;

/** Names are taken by their form alone, so that a run made with an older or newer catalogue is read as well. */
const named = <T extends string>(form: RegExp) => z.string().regex(form) as unknown as z.ZodType<T, T>;
export const requirementId = named<RequirementId>(/^[a-z]+\/[a-z0-9-]+$/);
export const ability = named<Ability>(/./);
