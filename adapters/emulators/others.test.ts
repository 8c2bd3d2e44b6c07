import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Operation } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import type { Target } from '../port.ts';
import { TargetError } from '../target-error.ts';
import { emulatorPresets, emulatorTarget, findBinary } from './index.ts';

const CREATE: Operation = { kind: 'CreateServiceLinkedRole', service: 'own', description: 'plain' };
const GET: Operation = { kind: 'GetRole', role: 'linked' };

/** moto has tests of its own; the others are not installed by `npm test`, but by `npm run emulators`. */
const others = await Promise.all(
  emulatorPresets
    .filter(({ name }) => name !== 'moto')
    .map(async (preset) => {
      const installed = await findBinary(preset).then(
        () => true,
        (error: unknown) => {
          if (!(error instanceof TargetError)) throw error;
          console.log(`skipped: ${error.message}`);
          return false;
        },
      );
      return { name: preset.name, installed };
    }),
);

for (const { name, installed } of others)
  describe.skipIf(!installed)(`the emulator ${name}`, () => {
    let target: Target;
    beforeAll(async () => {
      target = await emulatorTarget(name, { profile: mediapackage });
    }, 90_000);
    afterAll(() => target.close());

    it('introduces itself', () => {
      expect(target.describe()).toMatchObject({
        name,
        version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
        endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/) as string,
      });
    });

    // kumo has no CreateServiceLinkedRole.
    it.skipIf(name === 'kumo')(
      'makes a role in one world, of which the next shows nothing',
      { timeout: 60_000 },
      async () => {
        for (const index of [1, 2]) {
          await using session = await target.open({ index, seed: 1 });
          expect(await session.perform(GET)).toMatchObject({ kind: 'refused', code: 'NoSuchEntity' });
          expect(await session.perform(CREATE)).toMatchObject({ kind: 'answered' });
          expect(await session.perform(GET)).toMatchObject({
            kind: 'answered',
            facets: { path: '/aws-service-role/mediapackage.amazonaws.com/' },
          });
        }
      },
    );
  });
