import { afterEach, describe, expect, it } from 'vitest';
import { referenceTarget, type PersonalityName } from '../../adapters/index.ts';
import { mediapackage } from '../../services/index.ts';
import { runSuite } from '../suite.ts';
import { keepPlans, keptPlans } from './kept.ts';
import { scenariosMade, scenariosOf } from './scenarios.ts';
import { shortcutsMade } from './shortcut.ts';

const built = keptPlans();
afterEach(() => keepPlans(built));

describe('what the build has planned', () => {
  it('is there', () => {
    expect(Object.keys(built.tours)).toHaveLength(2);
    expect(Object.keys(built.scenarios).length).toBeGreaterThan(100);
    expect(Object.keys(built.shortcuts).length).toBeGreaterThan(0);
  });

  it.each<PersonalityName>(['prompt', 'eventual'])('is what a search finds now: %s', async (personality) => {
    keepPlans({ tours: built.tours });
    const profile = mediapackage;
    const target = referenceTarget({ profile, personality });
    scenariosOf({ profile, settleMs: target.describe().consistency.settleMs }, () => true);
    await runSuite(target, { profile, depth: 'quick', seed: 1, suite: { name: 'plans', version: '1' } });
    expect(Object.keys(scenariosMade()).length).toBeGreaterThan(50);
    expect(built.scenarios).toMatchObject(scenariosMade());
    expect(Object.keys(shortcutsMade()).length).toBeGreaterThan(0);
    expect(built.shortcuts).toMatchObject(shortcutsMade());
  });
});
