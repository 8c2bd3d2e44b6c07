import { IAM } from '@aws-sdk/client-iam';
import { MediaPackage } from '@aws-sdk/client-mediapackage';
import { MediaPackageVod } from '@aws-sdk/client-mediapackage-vod';
import { STS } from '@aws-sdk/client-sts';
import { wrappedKinds, type WrappedKind } from './requests.ts';
import type { Stage, WrapperOperations } from './stand-in.ts';
import type { WrapperWorld } from './world.ts';

/** Clients of a wrapper that adds nothing to the SDK. */
export class Clients {
  readonly iam: IAM;
  readonly sts: STS;
  readonly live: (region: string) => MediaPackage;
  readonly vod: (region: string) => MediaPackageVod;

  constructor(world: WrapperWorld, settings?: { readonly maxAttempts?: number }) {
    this.iam = new IAM(world.clientConfig(undefined, settings));
    this.sts = new STS(world.clientConfig(undefined, settings));
    const live = new Map(
      world.regions.map((region) => [region, new MediaPackage(world.clientConfig(region, settings))]),
    );
    const vod = new Map(
      world.regions.map((region) => [region, new MediaPackageVod(world.clientConfig(region, settings))]),
    );
    this.live = (region) => live.get(region) as MediaPackage;
    this.vod = (region) => vod.get(region) as MediaPackageVod;
  }
}

type Client = Readonly<Record<string, (input: object) => Promise<object>>>;

/** Sends a call with the client of its API, and hands on the answer whole. */
function handOn(kind: WrappedKind) {
  const isOfGroup = kind.includes('PackagingGroup');
  const action = isOfGroup && kind.startsWith('Configure') ? 'ConfigureLogs' : kind;
  const method = action.charAt(0).toLowerCase() + action.slice(1);
  const isOfChannel = /Channel|^ConfigureLogs$/.test(kind);
  return (input: object, { region, wrapper }: Stage<Clients>) => {
    const { iam, live, sts, vod } = wrapper;
    const client = isOfGroup ? vod(region) : isOfChannel ? live(region) : kind === 'AssumeRole' ? sts : iam;
    return (client as unknown as Client)[method]?.call(client, input);
  };
}

const DONE = new Set<string | undefined>(['SUCCEEDED', 'FAILED']);

/** Every kind of operation, by one call of the SDK each. */
export const transparent: WrapperOperations<Clients> = {
  ...(Object.fromEntries(wrappedKinds.map((kind) => [kind, handOn(kind)])) as WrapperOperations<Clients>),
  async GetServiceLinkedRoleDeletionStatus(input, { awaits, world, wrapper: { iam } }) {
    for (let turn = 0; ; turn += 1) {
      const answer = await iam.getServiceLinkedRoleDeletionStatus(input);
      if (!awaits || DONE.has(answer.Status) || turn > 60) return answer;
      await world.wait(1000);
    }
  },
};
