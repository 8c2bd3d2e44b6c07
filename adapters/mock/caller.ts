import { modelOf, type ApiService } from '../../services/index.ts';
import type { SdkClient } from './sdk.ts';

/** Where a client's calls go, and who signs them. */
export interface Caller {
  readonly region: string;
  readonly accessKeyId: string;
}

/**
 * Who signs the calls: `administrator` of the account, whatever credentials a client has, so that none of its credential
 * providers is asked (one may reach the network); or `credentials`, as each client finds them.
 */
export type Signing = 'administrator' | 'credentials';

export interface CallerOptions {
  /** Of clients that find no region themselves. */
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  readonly signing: Signing;
}

/** IAM is one for all regions, and its calls are signed for this one. Source: AWS General Reference, IAM endpoints. */
const IAM_REGION = 'us-east-1';

/** What there is to know of the clients of one service; each client is asked once. */
export class Callers {
  readonly #service: ApiService;
  readonly #options: CallerOptions;
  readonly #known = new WeakMap<SdkClient, Caller>();

  constructor(service: ApiService, options: CallerOptions) {
    this.#service = service;
    this.#options = options;
  }

  /**
   * At once where nobody has to be asked.
   * @throws Error when the client is one of another service
   */
  of(client: SdkClient): Caller | Promise<Caller> {
    const known = this.#known.get(client);
    if (known !== undefined) return known;
    const { serviceId } = client.config;
    const own = modelOf(this.#service).serviceId;
    if (serviceId !== undefined && serviceId !== own)
      throw new Error(
        `A client of ${serviceId} was given to mockServiceLinkedRoles as that of ${own}. Give each under its own name: { iam, sts, mediapackage, mediapackageVod }.`,
      );
    if (this.#service !== 'iam' || this.#options.signing === 'credentials') return this.#ask(client);
    return this.#note(client, { region: IAM_REGION, accessKeyId: this.#options.account });
  }

  #note(client: SdkClient, caller: Caller): Caller {
    this.#known.set(client, caller);
    return caller;
  }

  async #ask(client: SdkClient): Promise<Caller> {
    const { region, account, signing } = this.#options;
    const { config } = client;
    return this.#note(client, {
      region: this.#service === 'iam' ? IAM_REGION : await regionOf(client, region),
      accessKeyId: signing === 'administrator' ? account : ((await config.credentials?.())?.accessKeyId ?? account),
    });
  }
}

/** The client's own region, as given to it or found in its environment; else the other. */
async function regionOf(client: SdkClient, otherwise: string): Promise<string> {
  try {
    return (await client.config.region?.()) ?? otherwise;
  } catch {
    return otherwise;
  }
}
