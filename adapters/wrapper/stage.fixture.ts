import type { Session, Target } from '../port.ts';
import { defineTarget, type WrapperDefinition } from './define-target.ts';
import { Clients } from './transparent.fixture.ts';

type Parts = Omit<WrapperDefinition<Clients>, 'name' | 'setup'> & { readonly maxAttempts?: number };

/** A target for a wrapper that consists of these operations alone. */
export const targetWith = ({ maxAttempts, ...definition }: Parts): Target =>
  defineTarget<Clients>({
    ...definition,
    name: 'wrapper',
    setup: (world) => new Clients(world, maxAttempts === undefined ? {} : { maxAttempts }),
  });

let worlds = 0;

/** A session in a fresh world of it. */
export const sessionWith = (parts: Parts): Promise<Session> => {
  worlds += 1;
  return targetWith(parts).open({ index: worlds, seed: worlds });
};
