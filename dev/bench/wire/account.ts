import { Cloud, type Api, type ApiCall } from '../../../adapters/index.ts';

export const RoleName = 'AWSServiceRoleForMediaPackage';
export const ACCOUNT = '123456789012';
export const config = {
  region: 'us-east-1',
  credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'none' },
  maxAttempts: 1,
};

/** The channel whose access logs are switched on and off. */
export const Id = 'bench';

/** One call of IAM in the account. */
export const call = (action: string, input: ApiCall['input']): ApiCall => ({
  service: 'iam',
  action,
  input,
  region: 'us-east-1',
  accessKeyId: ACCOUNT,
});

/** An account of a cloud that has the linked role. */
export function cloudWithRole(): Api {
  const cloud = new Cloud({ clock: 'virtual' });
  cloud.call(call('CreateServiceLinkedRole', { AWSServiceName: 'mediapackage.amazonaws.com' }));
  return cloud;
}
