import type { Call, Members } from '../../calls/index.ts';
import { newAttempt } from './attempt.ts';
import { NotAnswered, type Api } from './calls.ts';
import { signedCall, type ClientSettings } from './signed/client.ts';
import { isReadable, translate } from './translate.ts';
import type { CallOptions, Transport } from './transport.ts';
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

/** What holds for every client: nothing of it is looked up in the environment or in `~/.aws`. */
export const commonSettings = (transport: Transport, region: string) => ({
  region,
  defaultsMode: 'standard' as const,
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
  authSchemePreference: ['aws.auth#sigv4'],
  sigv4aSigningRegionSet: [region],
  userAgentAppId: 'slr-conformance',
  defaultUserAgentProvider: () => Promise.resolve([['slr-conformance', '1'] as [string, string]]),
  requestHandler: transport,
});

/**
 * Every setting that the SDK would otherwise look up in the environment, in `~/.aws` or at the instance metadata service
 * is given here, so that a call depends on nothing but its arguments.
 */
export const clientSettings = ({ url, key, transport }: ClientSettings, region: string) => ({
  ...commonSettings(transport, region),
  endpoint: url.href,
  credentials: key,
  maxAttempts: 1,
  retryMode: 'standard',
  disableHostPrefix: true,
  disableClockSkewCorrection: true,
  profile: 'default',
});

/** A client of the SDK by the names of its methods. */
type Client = Readonly<Record<string, (input: Members, options: CallOptions) => Promise<Members>>>;

/** How the clients of an account are made. */
export interface ClientPlan {
  /** The settings of a client for a call. */
  settings(call: Call): object;
  /** Sends a call of a service whose client is not loaded. */
  other(call: Call): Promise<Members>;
  /** Calls of a service and a region share a client where this is the same too. */
  kind?(call: Call): string;
  /** Is given each client before its first call. */
  made?(client: object, call: Call): void;
}

/** The SDK's clients of one account, one for each service and region, made when first asked for. */
export class Clients implements Api {
  readonly #sdk: Sdk;
  readonly #plan: ClientPlan;
  readonly #clients = new Map<string, Client>();

  constructor(sdk: Sdk, plan: ClientPlan) {
    this.#sdk = sdk;
    this.#plan = plan;
  }

  async call(call: Call): Promise<Members> {
    const { action, input, service } = call;
    if (!(service in this.#sdk)) return this.#plan.other({ ...call, input: wellFormed(input) });
    const method = action.charAt(0).toLowerCase() + action.slice(1);
    const attempt = newAttempt();
    let answer: Members;
    try {
      answer = await (this.#of(call)[method] as Client[string])(wellFormed(input), { attempt });
    } catch (error) {
      if (!attempt.sent) throw error;
      throw new NotAnswered(translate(service, attempt), attempt.failureCode);
    }
    if (isReadable(service, attempt)) return answer;
    throw new NotAnswered(translate(service, attempt));
  }

  #of(call: Call): Client {
    const { service, region } = call;
    const key = `${service} ${region} ${this.#plan.kind?.(call) ?? ''}`;
    const known = this.#clients.get(key);
    if (known !== undefined) return known;
    const client = new this.#sdk[service as SdkService](this.#plan.settings(call)) as unknown as Client;
    this.#plan.made?.(client, call);
    this.#clients.set(key, client);
    return client;
  }
}

/** The clients of an account behind a URL. */
export const clientsAt = (sdk: Sdk, settings: ClientSettings): Clients =>
  new Clients(sdk, {
    settings: ({ region }) => clientSettings(settings, region),
    other: (call) => signedCall(call, settings),
  });
