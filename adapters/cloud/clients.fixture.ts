import { IAM } from '@aws-sdk/client-iam';
import { MediaPackage } from '@aws-sdk/client-mediapackage';
import { MediaPackageVod } from '@aws-sdk/client-mediapackage-vod';
import { STS } from '@aws-sdk/client-sts';
import { inProcessHandler, wireHandler } from '../wire/index.ts';
import { Cloud, type CloudOptions } from './index.ts';

export const ACCOUNT = '111122223333';
export const PRINCIPAL = 'mediapackage.amazonaws.com';
export const ROLE = 'AWSServiceRoleForMediaPackage';

export interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey?: string;
}

/** A cloud, and real clients of the SDK in front of it, over AWS's own protocols but without a socket. */
export function cloudWithClients(options: CloudOptions = {}) {
  const cloud = new Cloud(options);
  const faults: unknown[] = [];
  const handle = wireHandler(cloud, (error) => faults.push(error));
  const settings = (region: string, { accessKeyId, secretAccessKey = 'any' }: Signer) => ({
    region,
    endpoint: 'http://127.0.0.1',
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
    requestHandler: inProcessHandler(handle),
  });
  const clients = (signer: Signer = { accessKeyId: ACCOUNT }, region = 'us-east-1') => ({
    iam: new IAM(settings(region, signer)),
    sts: new STS(settings(region, signer)),
    live: new MediaPackage(settings(region, signer)),
    vod: new MediaPackageVod(settings(region, signer)),
  });
  return { cloud, handle, clients, faults, ...clients() };
}
