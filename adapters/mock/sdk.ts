import type { Members } from '../cloud/index.ts';
import { type WireRequest, type WireResponse, uriEncoded } from '../wire/index.ts';

/**
 * The part of an AWS SDK client and of its commands that the mock uses. Clients come in two builds: the newer ones carry
 * schemas, which a protocol reads; the older ones have a function for each command.
 */

/** `[9, namespace, name, traits, input, output]`, as generated. */
type OperationSchema = readonly [number, string, string, unknown, unknown, unknown];

interface Operation {
  readonly namespace: string;
  readonly name: string;
  readonly traits: unknown;
  readonly input: unknown;
  readonly output: unknown;
}

interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly body?: string | Uint8Array;
}

interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

interface Protocol {
  serializeRequest(operation: Operation, input: object, context: object): Promise<HttpRequest>;
  deserializeResponse(operation: Operation, context: object, response: HttpResponse): Promise<unknown>;
}

export interface SdkCommand {
  readonly input: Members;
  readonly schema?: OperationSchema;
  readonly serialize?: ((input: object, context: object) => Promise<HttpRequest>) | null;
  readonly deserialize?: ((response: HttpResponse, context: object) => Promise<unknown>) | null;
}

export interface SdkClient {
  readonly config: {
    readonly serviceId?: string;
    readonly protocol?: Protocol;
    readonly region?: () => Promise<string>;
    readonly credentials?: () => Promise<{ readonly accessKeyId: string }>;
  };
}

/** The action that a command asks for: `GetRole`. */
export const actionOf = (command: SdkCommand): string =>
  command.schema?.[2] ?? command.constructor.name.replace(/Command$/, '');

const operationOf = ([, namespace, name, traits, input, output]: OperationSchema): Operation => ({
  namespace,
  name,
  traits,
  input,
  output,
});

const neither = (command: SdkCommand): Error =>
  new Error(
    `${command.constructor.name} has neither a schema nor functions to write and read it. Mock clients of the AWS SDK for JavaScript v3 (@aws-sdk/client-*).`,
  );

const HERE = { protocol: 'https:', hostname: 'localhost', path: '/' };
const encoder = new TextEncoder();

function targetOf({ path, query = {} }: HttpRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (value === null ? [''] : [value].flat()).map((one) => `${uriEncoded(name)}=${uriEncoded(one)}`),
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

/**
 * The request that this very client would send for a command.
 * @throws what the client throws where it refuses to send one, as for a part of the path that is missing
 */
export async function requestOf(client: SdkClient, command: SdkCommand): Promise<WireRequest> {
  const { schema } = command;
  // Cut off from what the caller does with it later.
  const input = structuredClone(command.input);
  const { protocol } = client.config;
  const context = Object.create(client.config, { endpoint: { value: async () => HERE } }) as object;
  let request: HttpRequest;
  if (schema !== undefined && protocol !== undefined)
    request = await protocol.serializeRequest(operationOf(schema), input, context);
  else if (command.serialize != null) request = await command.serialize(input, context);
  else throw neither(command);
  const { method, headers, body = '' } = request;
  return { method, target: targetOf(request), headers, body };
}

type Response = Pick<WireResponse, 'status' | 'headers' | 'body'>;
type Shown = object & { $metadata?: object };

const DONE = { attempts: 1, totalRetryDelay: 0 };

async function read(client: SdkClient, command: SdkCommand, response: HttpResponse): Promise<unknown> {
  const { schema } = command;
  const { protocol } = client.config;
  if (schema !== undefined && protocol !== undefined)
    return await protocol.deserializeResponse(operationOf(schema), client.config, response);
  if (command.deserialize != null) return await command.deserialize(response, client.config);
  throw neither(command);
}

const received = ({ status, headers, body }: Response): HttpResponse => ({
  statusCode: status,
  headers: { ...headers },
  body: encoder.encode(body),
});

/** What this very client makes of an answer. */
export async function answerOf(client: SdkClient, command: SdkCommand, response: Response): Promise<unknown> {
  const answer = (await read(client, command, received(response))) as Shown;
  Object.assign(answer.$metadata ?? {}, DONE);
  return answer;
}

/**
 * The exception that this very client makes of a refusal: its class is the one that the caller's `instanceof` knows,
 * whichever copy of the SDK it comes from.
 */
export async function exceptionOf(client: SdkClient, command: SdkCommand, refusal: Response): Promise<unknown> {
  const response = received(refusal);
  try {
    await read(client, command, response);
  } catch (error) {
    const exception = error as Shown;
    if (exception.$metadata === undefined) throw error;
    Object.assign(exception.$metadata, DONE);
    return Object.defineProperty(exception, '$response', { value: response, enumerable: false, writable: false });
  }
  throw new Error(`HTTP status ${refusal.status} is none of a refusal. Give one from 400 to 599.`);
}
