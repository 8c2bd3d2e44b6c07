import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as iam from '@aws-sdk/client-iam';
import * as mediapackage from '@aws-sdk/client-mediapackage';
import * as vod from '@aws-sdk/client-mediapackage-vod';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import {
  type ApiKind,
  type ApiService,
  declaredErrors,
  isKnownError,
  knownErrors,
  serviceOf,
  statusesOf,
} from './errors.ts';
import type { OperationKind } from './operation.ts';

/** Complete by type: a new kind of operation does not compile until it stands here. */
const KINDS: Readonly<Record<ApiKind, true>> = {
  CreateServiceLinkedRole: true,
  DeleteServiceLinkedRole: true,
  GetServiceLinkedRoleDeletionStatus: true,
  GetRole: true,
  ListRoles: true,
  ListAttachedRolePolicies: true,
  ListRolePolicies: true,
  ListRoleTags: true,
  GetPolicy: true,
  GetPolicyVersion: true,
  UpdateRole: true,
  UpdateRoleDescription: true,
  TagRole: true,
  UntagRole: true,
  UpdateAssumeRolePolicy: true,
  AttachRolePolicy: true,
  DetachRolePolicy: true,
  PutRolePolicy: true,
  DeleteRolePolicy: true,
  PutRolePermissionsBoundary: true,
  DeleteRolePermissionsBoundary: true,
  AddRoleToInstanceProfile: true,
  RemoveRoleFromInstanceProfile: true,
  DeleteRole: true,
  CreateRole: true,
  AttachUserPolicy: true,
  AttachGroupPolicy: true,
  AssumeRole: true,
  CreateChannel: true,
  DescribeChannel: true,
  ListChannels: true,
  UpdateChannel: true,
  DeleteChannel: true,
  ConfigureLogs: true,
  CreatePackagingGroup: true,
  DescribePackagingGroup: true,
  ConfigurePackagingGroupLogs: true,
  DeletePackagingGroup: true,
};
const kinds = Object.keys(KINDS) as ApiKind[];

const CLIENTS: Readonly<Record<ApiService, Readonly<Record<string, unknown>>>> = {
  iam,
  sts,
  mediapackage,
  'mediapackage-vod': vod,
};

const commandOf = (kind: ApiKind): string => (kind === 'ConfigurePackagingGroupLogs' ? 'ConfigureLogs' : kind);

const require = createRequire(import.meta.url);

/** The errors that the installed SDK documents for an operation, by the name of their shape. */
function documentedShapes(kind: ApiKind): readonly string[] {
  const main = require.resolve(`@aws-sdk/client-${serviceOf(kind)}`);
  const file = join(dirname(dirname(main)), 'dist-types', 'commands', `${commandOf(kind)}Command.d.ts`);
  const throws = readFileSync(file, 'utf8').matchAll(/@throws \{@link (\w+)\} \((?:client|server) fault\)/g);
  return [...throws].map(([, shape]) => shape ?? '');
}

/**
 * Code on the wire and HTTP status, from the SDK's run-time schema of an error. The VOD client has no schemas; its shapes
 * carry the names of MediaPackage's, whose schemas stand in.
 */
function wire(service: ApiService, shape: string): { readonly code: string; readonly http: number } {
  const client = service === 'mediapackage-vod' ? mediapackage : CLIENTS[service];
  const schema = (client as Readonly<Record<string, unknown>>)[`${shape}$`] as readonly unknown[];
  const traits = schema[3] as { readonly awsQueryError?: readonly [string, number]; readonly httpError: number };
  return { code: traits.awsQueryError?.[0] ?? shape, http: traits.httpError };
}

describe('the table of errors agrees with the AWS SDK', () => {
  it.each(kinds)('%s declares the errors of its API model, no more and no less, with their HTTP statuses', (kind) => {
    expect(CLIENTS[serviceOf(kind)]).toHaveProperty(`${commandOf(kind)}Command`);
    const documented = documentedShapes(kind).map((shape) => wire(serviceOf(kind), shape));
    expect(documented).not.toEqual([]);
    expect(declaredErrors(kind).toSorted()).toEqual(documented.map(({ code }) => code).toSorted());
    for (const { code, http } of documented) expect(statusesOf(kind, code), code).toContain(http);
  });

  it.each(declaredErrors('ConfigurePackagingGroupLogs'))('the VOD client knows %s by this code', async (code) => {
    const client = new vod.MediaPackageVodClient({
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
      requestHandler: {
        handle: async () => ({
          response: { statusCode: 422, headers: { 'x-amzn-errortype': code }, body: new Uint8Array() },
        }),
      },
    });
    const shape = (vod as Readonly<Record<string, unknown>>)[code] as new () => Error;
    const command = new vod.ConfigureLogsCommand({ Id: 'group' });
    await expect(client.send(command)).rejects.toBeInstanceOf(shape);
  });
});

describe('an error code is known where AWS may answer it', () => {
  it('takes codes as they are on the wire, without the suffix of the SDK', () => {
    expect(isKnownError('GetRole', 'NoSuchEntity')).toBe(true);
    expect(isKnownError('GetRole', 'NoSuchEntityException')).toBe(false);
  });

  it('does not lend an operation the errors of another', () => {
    expect(isKnownError('CreateServiceLinkedRole', 'EntityAlreadyExists')).toBe(false);
    expect(isKnownError('CreateRole', 'EntityAlreadyExists')).toBe(true);
  });

  it('knows the errors common to all services, with each status that AWS documents', () => {
    expect(statusesOf('ConfigureLogs', 'AccessDeniedException')).toEqual([403, 400]);
    expect(statusesOf('AssumeRole', 'ExpiredTokenException').toSorted()).toEqual([400, 403]);
  });

  it('keeps the errors of the query protocol to IAM and STS', () => {
    expect(statusesOf('CreateServiceLinkedRole', 'AccessDenied')).toEqual([403]);
    expect(statusesOf('ConfigureLogs', 'AccessDenied')).toEqual([]);
  });

  it.each<[OperationKind, string]>([
    ['GetRole', 'toString'],
    ['GetRole', 'InternalError'],
    ['Wait', 'AccessDenied'],
    ['UseRole', 'NoSuchEntity'],
  ])('does not know %s to answer %s', (kind, code) => {
    expect(isKnownError(kind, code)).toBe(false);
  });
});

describe('the errors of an operation', () => {
  it('are those that its API model declares, then those that any operation of its protocol may have', () => {
    const declared = declaredErrors('DeleteServiceLinkedRole');
    expect(declared).toEqual(['LimitExceeded', 'NoSuchEntity', 'ServiceFailure']);
    const known = knownErrors('DeleteServiceLinkedRole');
    expect(known.slice(0, declared.length)).toEqual(declared);
    expect(known).toContain('AccessDenied');
    expect(known).toContain('AccessDeniedException');
    expect(knownErrors('AssumeRole')).toContain('AccessDenied');
    expect(knownErrors('ConfigureLogs')).not.toContain('AccessDenied');
    expect(knownErrors('ConfigureLogs').slice(0, declaredErrors('ConfigureLogs').length)).toEqual(
      declaredErrors('ConfigureLogs'),
    );
    for (const code of known) expect(isKnownError('DeleteServiceLinkedRole', code), code).toBe(true);
  });

  it('are none of an operation that is no call', () => {
    for (const kind of ['Wait', 'UseRole'] as const) {
      expect(serviceOf(kind)).toBeUndefined();
      expect(declaredErrors(kind)).toEqual([]);
      expect(knownErrors(kind)).toEqual([]);
      expect(statusesOf(kind, 'AccessDenied')).toEqual([]);
    }
  });

  it('are those of the operation, and the common ones of its protocol', () => {
    expect(knownErrors('ConfigureLogs')).not.toContain('MalformedQueryString');
    for (const kind of ['ConfigureLogs', 'GetRole', 'AssumeRole'] as const)
      expect(knownErrors(kind).filter((code) => statusesOf(kind, code).length === 0)).toEqual([]);
  });

  it('belong to the service of the operation', () => {
    expect(serviceOf('GetRole')).toBe('iam');
    expect(serviceOf('AssumeRole')).toBe('sts');
    expect(serviceOf('ConfigureLogs')).toBe('mediapackage');
    expect(serviceOf('DeletePackagingGroup')).toBe('mediapackage-vod');
    expect(statusesOf('AssumeRole', 'AccessDenied')).toEqual([403]);
    expect(statusesOf('GetRole', 'LimitExceeded')).toEqual([]);
    expect(statusesOf('CreateRole', 'LimitExceeded')).toEqual([409]);
  });
});
