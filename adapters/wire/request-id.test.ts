import { expect, it } from 'vitest';
import { newRequestId } from './request-id.ts';

it('ids of requests have the form of a UUID, and none comes twice', () => {
  const ids = Array.from({ length: 1000 }, newRequestId);
  expect(ids.filter((id) => !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(1000);
});
