import * as iam from '@aws-sdk/client-iam';
import * as mediapackage from '@aws-sdk/client-mediapackage';
import * as vod from '@aws-sdk/client-mediapackage-vod';
import * as sts from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiError, type Api } from '../cloud/api-call.ts';
import { inProcessHandler, wireHandler } from '../wire/index.ts';
import { fakeBackend, refusing } from './backend.fixture.ts';
import { mockWith, type Mock } from './mock.ts';

const credentials = { accessKeyId: '123456789012', secretAccessKey: 'none' };
const configFor = (api: Api): object => ({
  region: 'us-east-1',
  credentials,
  maxAttempts: 1,
  requestHandler: inProcessHandler(wireHandler(api)),
});

interface Sender {
  send(command: never): Promise<unknown>;
}

/** For each service: its package, a real client on an Api, the class to mock, and a command. */
const services = {
  iam: {
    module: iam as object,
    real: (api: Api): Sender => new iam.IAMClient(configFor(api)),
    mocked: iam.IAMClient,
    bare: (): Sender => new iam.IAMClient({}),
    command: (): object => new iam.GetRoleCommand({ RoleName: 'r' }),
    base: iam.IAMServiceException,
  },
  sts: {
    module: sts as object,
    real: (api: Api): Sender => new sts.STSClient(configFor(api)),
    mocked: sts.STSClient,
    bare: (): Sender => new sts.STSClient({ region: 'us-east-1' }),
    command: (): object => new sts.GetCallerIdentityCommand({}),
    base: sts.STSServiceException,
  },
  mediapackage: {
    module: mediapackage as object,
    real: (api: Api): Sender => new mediapackage.MediaPackageClient(configFor(api)),
    mocked: mediapackage.MediaPackageClient,
    bare: (): Sender => new mediapackage.MediaPackageClient({ region: 'us-east-1' }),
    command: (): object => new mediapackage.DescribeChannelCommand({ Id: 'c' }),
    base: mediapackage.MediaPackageServiceException,
  },
  mediapackageVod: {
    module: vod as object,
    real: (api: Api): Sender => new vod.MediaPackageVodClient(configFor(api)),
    mocked: vod.MediaPackageVodClient,
    bare: (): Sender => new vod.MediaPackageVodClient({ region: 'us-east-1' }),
    command: (): object => new vod.DescribePackagingGroupCommand({ Id: 'g' }),
    base: vod.MediaPackageVodServiceException,
  },
} as const;

type Name = keyof typeof services;
const names = Object.keys(services) as Name[];

interface Modelled {
  readonly service: Name;
  readonly exception: string;
  readonly code: string;
  readonly http: number;
}

/** Traits of an error's schema, where the package has schemas: wire code and status of the query protocol, status. */
type ErrorTraits = { readonly awsQueryError?: readonly [string, number]; readonly httpError?: number };

/** Every exception that a package exports beside its base, with the code and status that its schema tells. */
function modelledBy(service: Name): readonly Modelled[] {
  const { module, base } = services[service];
  const exported = module as Readonly<Record<string, unknown>>;
  return Object.keys(exported)
    .filter((key) => (exported[key] as { prototype?: unknown } | undefined)?.prototype instanceof base)
    .map((exception) => {
      const schema = exported[`${exception}$`] as readonly unknown[] | undefined;
      const { awsQueryError, httpError } = (schema?.[3] ?? {}) as ErrorTraits;
      const server = /^(Internal|Service)/.test(exception) ? 503 : 422;
      return {
        service,
        exception,
        code: awsQueryError?.[0] ?? exception,
        http: awsQueryError?.[1] ?? httpError ?? server,
      };
    });
}

async function thrownBy(client: Sender, command: object): Promise<Error & { readonly $metadata?: object }> {
  try {
    await client.send(command as never);
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

/** The classes that `instanceof` finds in a value. */
const chain = (value: object): readonly unknown[] => {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null ? [] : [prototype.constructor, ...chain(prototype)];
};

/** All that a caller can see of an exception, without the ids of the request. */
const visible = (error: Error & { readonly $metadata?: object }): object => {
  const { RequestId: _, ...members } = Object.fromEntries(Object.entries(error));
  return { ...members, name: error.name, message: error.message, $metadata: { ...error.$metadata, requestId: 'any' } };
};

let mock: Mock<unknown> | undefined;
afterEach(() => mock?.restore());

async function both(service: Name, error: ApiError): Promise<readonly [mocked: Error, real: Error]> {
  const { real, mocked, bare, command } = services[service];
  mock?.restore();
  const theirs = await thrownBy(real(refusing(error)), command());
  const answer = (): never => {
    throw error;
  };
  mock = mockWith(fakeBackend(answer), { [service]: mocked });
  return [await thrownBy(bare(), command()), theirs];
}

describe('an exception of a mocked client', () => {
  it.each(names.flatMap(modelledBy))('$service: $exception is the one that the real client throws', async (row) => {
    const { service, exception, code, http } = row;
    const [mocked, real] = await both(service, new ApiError(code, http, `told <why> & "how" of ${exception}`));
    expect(mocked.name).toBe(exception);
    expect(chain(mocked)).toEqual(chain(real));
    expect(mocked).toBeInstanceOf((services[service].module as Record<string, never>)[exception]);
    expect(visible(mocked)).toStrictEqual(visible(real));
  });

  it('is seen for every service', () => {
    const counts = Object.fromEntries(names.map((service) => [service, modelledBy(service).length]));
    expect(counts['iam']).toBeGreaterThan(25);
    expect(counts['sts']).toBeGreaterThan(5);
    expect(counts['mediapackage']).toBe(6);
    expect(counts['mediapackageVod']).toBe(6);
  });

  it.each(
    names.flatMap((service) =>
      [
        ['AccessDenied', 403],
        ['AccessDeniedException', 403],
        ['ValidationError', 400],
        ['Throttling', 400],
        ['InternalFailure', 500],
      ].map(([code, http]) => [service, code as string, http as number] as const),
    ),
  )(
    '%s: an error that is not modelled, %s, comes as the base class under its wire code',
    async (service, code, http) => {
      const [mocked, real] = await both(service, new ApiError(code, http, 'm'));
      expect(mocked.name).toBe(code);
      expect(chain(mocked)).toEqual(chain(real));
      expect(mocked).toBeInstanceOf(services[service].base);
      expect(visible(mocked)).toStrictEqual(visible(real));
    },
  );

  it('keeps the response in a hidden member, as the real one does', async () => {
    const [mocked] = await both('iam', new ApiError('NoSuchEntity', 404, 'm'));
    expect(Object.keys(mocked)).not.toContain('$response');
    expect(mocked).toHaveProperty('$response.statusCode', 404);
  });
});
