import type { ApiService } from '../../services/index.ts';
import type { AccessKey } from './restricted-caller.ts';
import type { Transport } from './transport.ts';

const load = async () => {
  const [iam, sts, live, vod, http] = await Promise.all([
    import('@aws-sdk/client-iam'),
    import('@aws-sdk/client-sts'),
    import('@aws-sdk/client-mediapackage'),
    import('@aws-sdk/client-mediapackage-vod'),
    import('@smithy/node-http-handler'),
  ]);
  return {
    iam: iam.IAM,
    sts: sts.STS,
    mediapackage: live.MediaPackage,
    'mediapackage-vod': vod.MediaPackageVod,
    NodeHttpHandler: http.NodeHttpHandler,
  };
};

/** The AWS packages that the endpoint needs. */
export type Sdk = Awaited<ReturnType<typeof load>>;

type ClientOf = { readonly [S in ApiService]: InstanceType<Sdk[S]> };

let loaded: Promise<Sdk> | undefined;

/** Loads the AWS packages on the first call, so that other targets never pay for them. */
export const loadSdk = (): Promise<Sdk> => (loaded ??= load());

export interface ClientSettings {
  readonly url: URL;
  readonly key: AccessKey;
  readonly transport: Transport;
}

/**
 * Every setting that the SDK would otherwise look up in the environment, in `~/.aws` or at the instance metadata service
 * is given here, so that a call depends on nothing but its arguments.
 */
export const clientSettings = ({ url, key, transport }: ClientSettings, region: string) => ({
  endpoint: url.href,
  region,
  credentials: key,
  maxAttempts: 1,
  retryMode: 'standard',
  defaultsMode: 'standard' as const,
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
  disableHostPrefix: true,
  disableClockSkewCorrection: true,
  authSchemePreference: ['aws.auth#sigv4'],
  sigv4aSigningRegionSet: [region],
  userAgentAppId: 'slr-conformance',
  defaultUserAgentProvider: () => Promise.resolve([['slr-conformance', '1'] as [string, string]]),
  profile: 'default',
  requestHandler: transport,
});

/** The clients of one account, one per service and region, made when first asked for. */
export class Clients {
  readonly #sdk: Sdk;
  readonly #settings: ClientSettings;
  readonly #clients = new Map<string, unknown>();

  constructor(sdk: Sdk, settings: ClientSettings) {
    this.#sdk = sdk;
    this.#settings = settings;
  }

  /** The client of a service in a region. */
  of<S extends ApiService>(service: S, region: string): ClientOf[S] {
    const key = `${service} ${region}`;
    const client = this.#clients.get(key) ?? new this.#sdk[service](clientSettings(this.#settings, region));
    this.#clients.set(key, client);
    return client as ClientOf[S];
  }
}
