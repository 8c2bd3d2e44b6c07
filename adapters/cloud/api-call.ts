import type { Caller } from '../../model/index.ts';
import type { Principal } from './books/principal.ts';
import type { ApiService } from '../../services/index.ts';

/** Members of an input or an answer, named as the AWS SDK for JavaScript names them: `RoleName`, `EgressAccessLogs`. */
export type Members = { readonly [name: string]: unknown };

/** One call of an AWS API, whatever way it came: over HTTP, through an SDK's request handler, or from a mocked client. */
export interface ApiCall {
  readonly service: ApiService;
  /** As AWS spells it: `CreateServiceLinkedRole`, `ConfigureLogs`. */
  readonly action: string;
  /**
   * Its members. Numbers and booleans may come as text, as the query protocol sends them; a member that was not given is
   * absent or undefined.
   */
  readonly input: Members;
  /** Region name of the signature's scope: `us-east-1`. */
  readonly region: string;
  /** Who signed it: twelve digits name an account, any other an access key made through IAM. */
  readonly accessKeyId: string;
}

/** One API call, once it is known who asks for what. */
export interface Request {
  readonly input: Members;
  /** Slot of the region that the call was signed for. */
  readonly region: number;
  readonly principal: Principal;
  /** Set where the user lacks the permission that the model knows of. */
  readonly as?: Caller;
}

/** Whoever answers API calls. */
export interface Api {
  /**
   * The members of the answer, dates as `Date`; empty for an action that answers with nothing.
   * @throws ApiError when the call is refused
   */
  call(call: ApiCall): Members;
}

/** A call that AWS refuses. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** Error code as on the wire, without namespace or suffix: `NoSuchEntity`. */
  readonly code: string;
  readonly http: number;

  constructor(code: string, http: number, message: string) {
    super(message);
    this.code = code;
    this.http = http;
  }
}

/** The action is none that is played here; the codecs give it the form that their protocol has for it. */
export class UnknownAction extends ApiError {
  constructor(action: string) {
    super('InvalidAction', 400, `Could not find operation ${action}`);
  }
}
