import type { ApiService } from '../../services/index.ts';
import type { Call, Members } from '../../calls/index.ts';
import { newAttempt } from './attempt.ts';
import { NotAnswered, type Api } from './calls.ts';
import { signedCall, type ClientSettings } from './signed/client.ts';
import { isReadable, translate } from './translate.ts';
import type { CallOptions } from './transport.ts';
import { wellFormed } from './well-formed.ts';

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

/** The services whose clients are loaded. */
type SdkService = Exclude<keyof Sdk, 'NodeHttpHandler'>;

let loaded: Promise<Sdk> | undefined;

/** Loads the AWS packages on the first call, so that other targets never pay for them. */
export const loadSdk = (): Promise<Sdk> => (loaded ??= load());

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

/** A client of the SDK by the names of its methods. */
type Client = Readonly<Record<string, (input: Members, options: CallOptions) => Promise<Members>>>;

/** The SDK's clients of one account, one for each service and region, made when first asked for. */
export class Clients implements Api {
  readonly #sdk: Sdk;
  readonly #settings: ClientSettings;
  readonly #clients = new Map<string, Client>();

  constructor(sdk: Sdk, settings: ClientSettings) {
    this.#sdk = sdk;
    this.#settings = settings;
  }

  async call(call: Call): Promise<Members> {
    const { action, input, region, service } = call;
    if (!(service in this.#sdk)) return signedCall({ ...call, input: wellFormed(input) }, this.#settings);
    const method = action.charAt(0).toLowerCase() + action.slice(1);
    const attempt = newAttempt();
    let answer: Members;
    try {
      answer = await (this.#of(service, region)[method] as Client[string])(wellFormed(input), { attempt });
    } catch (error) {
      if (!attempt.sent) throw error;
      throw new NotAnswered(translate(service, attempt), attempt.failureCode);
    }
    if (isReadable(service, attempt)) return answer;
    throw new NotAnswered(translate(service, attempt));
  }

  #of(service: ApiService, region: string): Client {
    const key = `${service} ${region}`;
    const known = this.#clients.get(key);
    const client =
      known ?? (new this.#sdk[service as SdkService](clientSettings(this.#settings, region)) as unknown as Client);
    this.#clients.set(key, client);
    return client;
  }
}
