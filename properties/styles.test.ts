import { expect, it } from 'vitest';
import {
  choiceNames,
  drawnStyle,
  referenceTarget,
  seededRandom,
  styleText,
  waysOf,
  type Style,
} from '../adapters/index.ts';
import { mediapackage as profile } from '../services/index.ts';
import { runSuite } from './index.ts';

const suite = { name: 'slr-conformance', version: 'test' };
const doubted = async (style: Style, seed: number): Promise<readonly string[]> => {
  const { requirements, harnessErrors } = await runSuite(referenceTarget({ profile, style }), {
    profile,
    depth: 'quick',
    seed,
    suite,
  });
  expect(harnessErrors).toEqual([]);
  return requirements.filter(({ verdict }) => verdict === 'broken' || verdict === 'inconclusive').map(({ id }) => id);
};

const alone = choiceNames.flatMap((choice) => waysOf(choice).map((way): Style => ({ [choice]: way })));

it.each(alone.map((style) => [styleText(style), style] as const))(
  'accuses nobody of a choice that AWS leaves open: %s',
  async (_text, style) => {
    expect(await doubted(style, 1)).toEqual([]);
  },
);

it.each(Array.from({ length: 20 }, (_, seed) => seed))(
  'accuses nobody of all choices drawn together, with seed %i',
  async (seed) => {
    expect(await doubted(drawnStyle(seededRandom(seed)), seed)).toEqual([]);
  },
);
