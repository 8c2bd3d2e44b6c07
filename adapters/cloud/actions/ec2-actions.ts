import type { Actions } from '../action.ts';
import { list } from '../constraints.ts';
import { REGIONS } from '../regions.ts';

/** The one action of EC2 that is played: tools ask it which regions there are before they ask anything else. */
export const ec2Actions: Actions = {
  DescribeRegions(_account, { input }) {
    const wanted = list(input, 'RegionNames').map(String);
    const regions = REGIONS.filter((name) => wanted.length === 0 || wanted.includes(name));
    return {
      Regions: regions.map((RegionName) => ({
        RegionName,
        Endpoint: `ec2.${RegionName}.amazonaws.com`,
        OptInStatus: 'opt-in-not-required',
      })),
    };
  },
};
