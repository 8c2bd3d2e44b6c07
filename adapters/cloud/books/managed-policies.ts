/** A policy that AWS keeps. */
export interface ManagedPolicy {
  readonly name: string;
  readonly description: string;
  readonly document: string;
}

const allowing = (...actions: readonly string[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });

/**
 * The policies of AWS that can be attached here, by what they allow in the services that are played: AWS's own documents
 * name further services, and change (AWS managed policy reference).
 */
export const MANAGED_POLICIES: readonly ManagedPolicy[] = [
  {
    name: 'AdministratorAccess',
    description: 'Provides full access to AWS services and resources.',
    document: allowing('*'),
  },
  {
    name: 'ReadOnlyAccess',
    description: 'Provides read-only access to AWS services and resources.',
    document: allowing(
      'iam:Get*',
      'iam:List*',
      'sts:GetCallerIdentity',
      'mediapackage:Describe*',
      'mediapackage:List*',
      'mediapackage-vod:Describe*',
      'mediapackage-vod:List*',
    ),
  },
  {
    name: 'IAMFullAccess',
    description: 'Provides full access to IAM.',
    document: allowing('iam:*'),
  },
  {
    name: 'IAMReadOnlyAccess',
    description: 'Provides read-only access to IAM.',
    document: allowing('iam:Get*', 'iam:List*'),
  },
  {
    name: 'AWSElementalMediaPackageFullAccess',
    description: 'Provides full access to AWS Elemental MediaPackage resources.',
    document: allowing('mediapackage:*'),
  },
  {
    name: 'AWSElementalMediaPackageReadOnly',
    description: 'Provides read-only access to AWS Elemental MediaPackage resources.',
    document: allowing('mediapackage:Get*', 'mediapackage:List*', 'mediapackage:Describe*'),
  },
];
