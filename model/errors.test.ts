import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as iam from '@aws-sdk/client-iam';
import * as mediapackage from '@aws-sdk/client-mediapackage';
import * as vod from '@aws-sdk/client-mediapackage-vod';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { actionsOf, mediapackage as mediapackageProfile, type ApiService } from '../services/index.ts';
import { actionOf, declaredErrors, isKnownError, knownErrors, statusesOf } from './errors.ts';
import type { ApiAction } from './profile.ts';

const SERVICES: readonly ApiService[] = ['iam', 'sts', 'mediapackage', 'mediapackage-vod'];
const actions = SERVICES.flatMap(actionsOf);

/** An action by its name, the first that has it. */
const named = (name: string): ApiAction => actions.find(({ action }) => action === name) as ApiAction;

const CLIENTS: Readonly<Record<ApiService, Readonly<Record<string, unknown>>>> = {
  iam,
  sts,
  mediapackage,
  'mediapackage-vod': vod,
};

const require = createRequire(import.meta.url);

/** The errors that the installed SDK documents for an operation, by the name of their shape. */
function documentedShapes({ service, action }: ApiAction): readonly string[] {
  const main = require.resolve(`@aws-sdk/client-${service}`);
  const file = join(dirname(dirname(main)), 'dist-types', 'commands', `${action}Command.d.ts`);
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
  it.each(actions.map((one) => [one.service, one.action, one] as const))(
    '%s %s declares the errors of its API model, no more and no less, with their HTTP statuses',
    (service, name, action) => {
      expect(CLIENTS[service as ApiService]).toHaveProperty(`${name}Command`);
      const documented = documentedShapes(action).map((shape) => wire(service as ApiService, shape));
      expect(documented).not.toEqual([]);
      expect(declaredErrors(action).toSorted()).toEqual(documented.map(({ code }) => code).toSorted());
      for (const { code, http } of documented) expect(statusesOf(action, code), code).toContain(http);
    },
  );

  it.each(declaredErrors(actionsOf('mediapackage-vod')[0] as ApiAction))(
    'the VOD client knows %s by this code',
    async (code) => {
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
    },
  );
});

describe('an error code is known where AWS may answer it', () => {
  it('takes codes as they are on the wire, without the suffix of the SDK', () => {
    expect(isKnownError(named('GetRole'), 'NoSuchEntity')).toBe(true);
    expect(isKnownError(named('GetRole'), 'NoSuchEntityException')).toBe(false);
  });

  it('does not lend an operation the errors of another', () => {
    expect(isKnownError(named('CreateServiceLinkedRole'), 'EntityAlreadyExists')).toBe(false);
    expect(isKnownError(named('CreateRole'), 'EntityAlreadyExists')).toBe(true);
  });

  it('knows the errors common to all services, with each status that AWS documents', () => {
    expect(statusesOf(named('ConfigureLogs'), 'AccessDeniedException')).toEqual([403, 400]);
    expect(statusesOf(named('AssumeRole'), 'ExpiredTokenException').toSorted()).toEqual([400, 403]);
  });

  it('keeps the errors of the query protocol to IAM and STS', () => {
    expect(statusesOf(named('CreateServiceLinkedRole'), 'AccessDenied')).toEqual([403]);
    expect(statusesOf(named('ConfigureLogs'), 'AccessDenied')).toEqual([]);
  });

  it.each(['toString', 'InternalError'])('does not know GetRole to answer %s', (code) => {
    expect(isKnownError(named('GetRole'), code)).toBe(false);
  });
});

describe('the errors of an operation', () => {
  it('are those that its API model declares, then those that any operation of its protocol may have', () => {
    const declared = declaredErrors(named('DeleteServiceLinkedRole'));
    expect(declared).toEqual(['LimitExceeded', 'NoSuchEntity', 'ServiceFailure']);
    const known = knownErrors(named('DeleteServiceLinkedRole'));
    expect(known.slice(0, declared.length)).toEqual(declared);
    expect(known).toContain('AccessDenied');
    expect(known).toContain('AccessDeniedException');
    expect(knownErrors(named('AssumeRole'))).toContain('AccessDenied');
    expect(knownErrors(named('ConfigureLogs'))).not.toContain('AccessDenied');
    expect(knownErrors(named('ConfigureLogs')).slice(0, declaredErrors(named('ConfigureLogs')).length)).toEqual(
      declaredErrors(named('ConfigureLogs')),
    );
    for (const code of known) expect(isKnownError(named('DeleteServiceLinkedRole'), code), code).toBe(true);
  });

  it('are none of an operation that is no call', () => {
    expect(actionOf(mediapackageProfile, { kind: 'Wait', for: 'moment' })).toBeUndefined();
    expect(statusesOf(undefined, 'AccessDenied')).toEqual([]);
  });

  it('are those of the operation, and the common ones of its protocol', () => {
    expect(knownErrors(named('ConfigureLogs'))).not.toContain('MalformedQueryString');
    for (const action of ['ConfigureLogs', 'GetRole', 'AssumeRole'].map(named))
      expect(knownErrors(action).filter((code) => statusesOf(action, code).length === 0)).toEqual([]);
  });

  it('belong to the service of the operation', () => {
    const group = { resource: 'packaging-group', region: 0, slot: 0 };
    expect(actionOf(mediapackageProfile, { kind: 'AssumeRole', role: 'linked' })?.service).toBe('sts');
    expect(actionOf(mediapackageProfile, { kind: 'DeleteResource', ...group })?.service).toBe('mediapackage-vod');
    expect(statusesOf(named('AssumeRole'), 'AccessDenied')).toEqual([403]);
    expect(statusesOf(named('GetRole'), 'LimitExceeded')).toEqual([]);
    expect(statusesOf(named('CreateRole'), 'LimitExceeded')).toEqual([409]);
  });
});
