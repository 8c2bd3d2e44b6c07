import { actionModel, NO_MEMBERS, type ApiService, type ApiShape, type Structure } from '../../../services/index.ts';
import type { ResourceProfile } from '../../../model/index.ts';
import type { Members } from '../api-call.ts';

/** Members at a path of an answer, in a list at its place. */
export const place = (at: readonly string[], members: Members): Members =>
  at.reduceRight<unknown>((inner, name) => (/^\d+$/.test(name) ? [inner] : { [name]: inner }), members) as Members;

/** 32 hexadecimal digits as a UUID. */
export const uuidOf = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The members that a read shows of a resource, by the API model. */
export function entityShape({ calls }: ResourceProfile): Structure {
  const { service = '', action = '', at = [] } = calls.ReadResource ?? {};
  let shape: ApiShape = actionModel(service as ApiService, action)?.output ?? NO_MEMBERS;
  for (const name of at)
    if (shape.type === 'structure') shape = shape.members.get(name)?.shape ?? NO_MEMBERS;
    else if (shape.type === 'list') shape = shape.of.shape;
  return shape.type === 'structure' ? shape : NO_MEMBERS;
}
