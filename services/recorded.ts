import type { ServiceProfile } from '../model/index.ts';

type More = Pick<ServiceProfile, 'suffixAllowed' | 'serviceDescription' | 'madeByIam' | 'policyInferred'>;

/** What no source shows of a role is absent here, and is not judged. */
const profile = (service: string, role: string, policy: string, source: string, more: More): ServiceProfile => ({
  id: service,
  principal: `${service}.amazonaws.com`,
  roleName: `AWSServiceRoleFor${role}`,
  policyArn: `arn:aws:iam::aws:policy/aws-service-role/${policy}`,
  resources: [],
  source,
  ...more,
});

/** A program asked AWS for the role, its policies and for one with a suffix: LocalStack's snapshots of its IAM tests (F7, F49). */
const made = (service: string, role: string, policy: string, more: More = {}): ServiceProfile =>
  profile(service, role, policy, 'role, policy and suffix captured from AWS, 2025-03-13', {
    suffixAllowed: false,
    madeByIam: true,
    ...more,
  });

/** Somebody shows the role and its policy: lists of an account's roles, captured or quoted. */
const shown = (service: string, role: string, policy: string, more: More = {}): ServiceProfile =>
  profile(service, role, policy, 'role and policy shown in an account on AWS', more);

/** Somebody shows the role alone; the policy is the one of AWS's that has its name. */
const named = (service: string, role: string, policy: string, more: More = {}): ServiceProfile =>
  profile(service, role, policy, 'role shown in an account on AWS', { policyInferred: true, ...more });

/**
 * The service-linked roles that a source shows on AWS. A description is the one that a role made by its service was seen
 * with; a role that IAM makes without one has none (F19).
 */
export const recordedProfiles: readonly ServiceProfile[] = [
  made('accountdiscovery.ssm', 'AmazonSSM_AccountDiscovery', 'AWSSystemsManagerAccountDiscoveryServicePolicy', {
    serviceDescription: 'Grants AWS Systems Manager (SSM) permission to discover AWS account information',
  }),
  made('acm', 'CertificateManager', 'CertificateManagerServiceRolePolicy'),
  made('appmesh', 'AppMesh', 'AWSAppMeshServiceRolePolicy'),
  made('autoscaling-plans', 'AutoScalingPlans_EC2AutoScaling', 'AWSAutoScalingPlansEC2AutoScalingPolicy'),
  made('autoscaling', 'AutoScaling', 'AutoScalingServiceRolePolicy', {
    suffixAllowed: true,
    serviceDescription:
      'Default Service-Linked Role enables access to AWS Services and Resources used or managed by Auto Scaling',
  }),
  made('backup', 'Backup', 'AWSBackupServiceLinkedRolePolicyForBackup'),
  made('batch', 'Batch', 'BatchServiceRolePolicy'),
  made(
    'cassandra.application-autoscaling',
    'ApplicationAutoScaling_CassandraTable',
    'AWSApplicationAutoscalingCassandraTablePolicy',
  ),
  made('cks.kms', 'KeyManagementServiceCustomKeyStores', 'AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy'),
  made('cloudtrail', 'CloudTrail', 'CloudTrailServiceRolePolicy'),
  made('codestar-notifications', 'CodeStarNotifications', 'AWSCodeStarNotificationsServiceRolePolicy', {
    serviceDescription: 'Allows AWS CodeStar Notifications to access Amazon CloudWatch Events on your behalf',
  }),
  made('config', 'Config', 'AWSConfigServiceRolePolicy'),
  made('connect', 'AmazonConnect', 'AmazonConnectServiceLinkedRolePolicy', { suffixAllowed: true }),
  made('dms-fleet-advisor', 'DMSFleetAdvisor', 'AWSDMSFleetAdvisorServiceRolePolicy'),
  made('dms', 'DMSServerless', 'AWSDMSServerlessServiceRolePolicy'),
  made('docdb-elastic', 'DocDB-Elastic', 'AmazonDocDB-ElasticServiceRolePolicy'),
  made('ec2-instance-connect', 'Ec2InstanceConnect', 'Ec2InstanceConnectEndpoint'),
  made(
    'ec2.application-autoscaling',
    'ApplicationAutoScaling_EC2SpotFleetRequest',
    'AWSApplicationAutoscalingEC2SpotFleetRequestPolicy',
  ),
  made('ecr', 'ECRTemplate', 'ECRTemplateServiceRolePolicy'),
  made('ecs', 'ECS', 'AmazonECSServiceRolePolicy', {
    serviceDescription: 'Policy to enable Amazon ECS to manage your EC2 instances and related resources.',
  }),
  made('eks-connector', 'AmazonEKSConnector', 'AmazonEKSConnectorServiceRolePolicy'),
  made('eks-fargate', 'AmazonEKSForFargate', 'AmazonEKSForFargateServiceRolePolicy'),
  made('eks-nodegroup', 'AmazonEKSNodegroup', 'AWSServiceRoleForAmazonEKSNodegroup'),
  made('eks', 'AmazonEKS', 'AmazonEKSServiceRolePolicy'),
  made('elasticache', 'ElastiCache', 'ElastiCacheServiceRolePolicy', {
    serviceDescription: 'Allows ElastiCache to manage AWS resources for your cache on your behalf.',
  }),
  made('elasticbeanstalk', 'ElasticBeanstalk', 'AWSElasticBeanstalkServiceRolePolicy'),
  made('elasticfilesystem', 'AmazonElasticFileSystem', 'AmazonElasticFileSystemServiceRolePolicy'),
  made('elasticloadbalancing', 'ElasticLoadBalancing', 'AWSElasticLoadBalancingServiceRolePolicy', {
    serviceDescription: 'Allows ELB to call AWS services on your behalf.',
  }),
  made('email.cognito-idp', 'AmazonCognitoIdpEmailService', 'AmazonCognitoIdpEmailServiceRolePolicy'),
  made('emr-containers', 'AmazonEMRContainers', 'AmazonEMRContainersServiceRolePolicy'),
  made('emrwal', 'EMRWAL', 'EMRDescribeClusterPolicyForEMRWAL'),
  made('fis', 'FIS', 'AmazonFISServiceRolePolicy'),
  made('grafana', 'AmazonGrafana', 'AmazonGrafanaServiceLinkedRolePolicy'),
  made('imagebuilder', 'ImageBuilder', 'AWSServiceRoleForImageBuilder'),
  made('iotmanagedintegrations', 'IoTManagedIntegrations', 'AWSIoTManagedIntegrationsRolePolicy'),
  made('kafka', 'Kafka', 'KafkaServiceRolePolicy'),
  made('kafkaconnect', 'KafkaConnect', 'KafkaConnectServiceRolePolicy'),
  made('lakeformation', 'LakeFormationDataAccess', 'LakeFormationDataAccessServiceRolePolicy'),
  made('lex', 'LexBots', 'AmazonLexBotPolicy'),
  made('lexv2', 'LexV2Bots', 'AmazonLexV2BotPolicy', { suffixAllowed: true }),
  made('lightsail', 'Lightsail', 'LightsailExportAccess'),
  made('m2', 'AWSM2', 'AWSM2ServicePolicy'),
  made('memorydb', 'MemoryDB', 'MemoryDBServiceRolePolicy'),
  made('mq', 'AmazonMQ', 'AmazonMQServiceRolePolicy'),
  made('mrk.kms', 'KeyManagementServiceMultiRegionKeys', 'AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy', {
    serviceDescription: 'Enables access to AWS services and resources required for AWS KMS Multi-Region Keys',
  }),
  made('notifications', 'AwsUserNotifications', 'AWSUserNotificationsServiceLinkedRolePolicy'),
  made('observability.aoss', 'AmazonOpenSearchServerless', 'AmazonOpenSearchServerlessServiceRolePolicy'),
  made('opensearchservice', 'AmazonOpenSearchService', 'AmazonOpenSearchServiceRolePolicy'),
  made('ops.apigateway', 'APIGateway', 'APIGatewayServiceRolePolicy', {
    serviceDescription: 'The Service Linked Role is used by Amazon API Gateway.',
  }),
  made('ops.emr-serverless', 'AmazonEMRServerless', 'AmazonEMRServerlessServiceRolePolicy'),
  made('opsdatasync.ssm', 'SystemsManagerOpsDataSync', 'AWSSystemsManagerOpsDataSyncServiceRolePolicy', {
    serviceDescription: 'Provides access to AWS Resources managed or used by Amazon SSM Explorer.',
  }),
  made('opsinsights.ssm', 'AmazonSSM_OpsInsights', 'AWSSSMOpsInsightsServiceRolePolicy'),
  made('pullthroughcache.ecr', 'ECRPullThroughCache', 'AWSECRPullThroughCache_ServiceRolePolicy'),
  made('ram', 'ResourceAccessManager', 'AWSResourceAccessManagerServiceRolePolicy'),
  made('rds', 'RDS', 'AmazonRDSServiceRolePolicy', {
    serviceDescription: 'Allows Amazon RDS to manage AWS resources on your behalf',
  }),
  made('redshift', 'Redshift', 'AmazonRedshiftServiceLinkedRolePolicy'),
  made('replication.cassandra', 'KeyspacesReplication', 'KeyspacesReplicationServiceRolePolicy'),
  made('replication.ecr', 'ECRReplication', 'ECRReplicationServiceRolePolicy'),
  made('repository.sync.codeconnections', 'GitSync', 'AWSGitSyncServiceRolePolicy'),
  made('resource-explorer-2', 'ResourceExplorer', 'AWSResourceExplorerServiceRolePolicy'),
  made('rolesanywhere', 'RolesAnywhere', 'AWSRolesAnywhereServicePolicy'),
  made('s3-outposts', 'S3OnOutposts', 'AWSS3OnOutpostsServiceRolePolicy'),
  made('ses', 'AmazonSES', 'AmazonSESServiceRolePolicy'),
  made('shield', 'AWSShield', 'AWSShieldServiceRolePolicy'),
  made('ssm-incidents', 'IncidentManager', 'AWSIncidentManagerServiceRolePolicy'),
  made('ssm-quicksetup', 'SSMQuickSetup', 'SSMQuickSetupRolePolicy', {
    serviceDescription:
      'Provides access to check Quick Setup configuration health, ensure consistent use of parameters and provisioned resources, and remediate resources when drift is detected.',
  }),
  made('ssm', 'AmazonSSM', 'AmazonSSMServiceRolePolicy', {
    serviceDescription: 'Provides access to AWS Resources managed or used by Amazon SSM.',
  }),
  made('sso', 'SSO', 'AWSSSOServiceRolePolicy', {
    serviceDescription:
      'Service-linked role used by AWS SSO to manage AWS resources, including IAM roles, policies and SAML IdP on your behalf.',
  }),
  made('vpcorigin.cloudfront', 'CloudFrontVPCOrigin', 'AWSCloudFrontVPCOriginServiceRolePolicy'),
  made('waf', 'WAFLogging', 'WAFLoggingServiceRolePolicy'),
  made('wafv2', 'WAFV2Logging', 'WAFV2LoggingServiceRolePolicy'),
  shown('es', 'AmazonElasticsearchService', 'AmazonElasticsearchServiceRolePolicy', {
    suffixAllowed: false,
    madeByIam: true,
  }),
  shown('globalaccelerator', 'GlobalAccelerator', 'AWSGlobalAcceleratorSLRPolicy', {
    serviceDescription: "Allows Global Accelerator to call AWS services on customer's behalf",
  }),
  shown('guardduty', 'AmazonGuardDuty', 'AmazonGuardDutyServiceRolePolicy', {
    serviceDescription: 'A service-linked role required for Amazon GuardDuty to access your resources.',
  }),
  shown(
    'member.org.stacksets.cloudformation',
    'CloudFormationStackSetsOrgMember',
    'CloudFormationStackSetsOrgMemberServiceRolePolicy',
  ),
  shown('organizations', 'Organizations', 'AWSOrganizationsServiceTrustPolicy', {
    serviceDescription:
      'Service-linked role used by AWS Organizations to enable integration of other AWS services with Organizations.',
  }),
  shown('securityhub', 'SecurityHub', 'AWSSecurityHubServiceRolePolicy', {
    serviceDescription: 'A service-linked role required for AWS Security Hub to access your resources.',
  }),
  shown('servicequotas', 'ServiceQuotas', 'ServiceQuotasServiceRolePolicy', {
    serviceDescription: 'A service-linked role is required for Service Quotas to access your service limits.',
  }),
  shown('spot', 'EC2Spot', 'AWSEC2SpotServiceRolePolicy', {
    serviceDescription: 'Default EC2 Spot Service Linked Role',
  }),
  shown('support', 'Support', 'AWSSupportServiceRolePolicy', {
    serviceDescription: 'Enables resource access for AWS to provide billing, administrative and support services',
  }),
  shown('trustedadvisor', 'TrustedAdvisor', 'AWSTrustedAdvisorServiceRolePolicy', {
    serviceDescription:
      'Access for the AWS Trusted Advisor Service to help reduce cost, increase performance, and improve security of your AWS environment.',
  }),
  named('airflow', 'AmazonMWAA', 'AmazonMWAAServiceRolePolicy'),
  named('cloudwatch-crossaccount', 'CloudWatchCrossAccount', 'CloudWatch-CrossAccountAccess', {
    serviceDescription:
      'Allows CloudWatch to assume CloudWatch-CrossAccountSharing roles in remote accounts on behalf of the current account in order to display data cross-account, cross region',
  }),
  named('compute-optimizer', 'ComputeOptimizer', 'ComputeOptimizerServiceRolePolicy', {
    serviceDescription: 'Allows ComputeOptimizer to call AWS services and collect workload details on your behalf.',
  }),
  named('connect-campaigns', 'ConnectCampaigns', 'AmazonConnectCampaignsServiceLinkedRolePolicy'),
  named('dax', 'DAX', 'DAXServiceRolePolicy'),
  named(
    'dynamodb.application-autoscaling',
    'ApplicationAutoScaling_DynamoDBTable',
    'AWSApplicationAutoscalingDynamoDBTablePolicy',
  ),
  named(
    'ecs.application-autoscaling',
    'ApplicationAutoScaling_ECSService',
    'AWSApplicationAutoscalingECSServicePolicy',
  ),
  named('inspector2', 'AmazonInspector2', 'AmazonInspector2ServiceRolePolicy'),
  named(
    'license-management.marketplace',
    'MarketplaceLicenseManagement',
    'AWSMarketplaceLicenseManagementServiceRolePolicy',
  ),
  named(
    'license-manager-user-subscriptions',
    'AWSLicenseManagerUserSubscriptionsService',
    'AWSLicenseManagerUserSubscriptionsServiceRolePolicy',
    { serviceDescription: 'Service linked role for License Manager user-based subscriptions.' },
  ),
  named('license-manager', 'AWSLicenseManagerRole', 'AWSLicenseManagerServiceRolePolicy'),
  named('macie', 'AmazonMacie', 'AmazonMacieServiceRolePolicy'),
  named(
    'managedupdates.elasticbeanstalk',
    'ElasticBeanstalkManagedUpdates',
    'AWSElasticBeanstalkManagedUpdatesServiceRolePolicy',
  ),
  named('reports.backup', 'BackupReports', 'AWSServiceRolePolicyForBackupReports'),
  named('role-manager.iam', 'IAMRoleManager', 'AWSIAMRoleManagerServiceRolePolicy'),
  named(
    'stacksets.cloudformation',
    'CloudFormationStackSetsOrgAdmin',
    'CloudFormationStackSetsOrgAdminServiceRolePolicy',
    { serviceDescription: 'Service linked role for CloudFormation StackSets (Organization Admin)' },
  ),
  named('transitgateway', 'VPCTransitGateway', 'AWSVPCTransitGatewayServiceRolePolicy'),
];

/**
 * A recorded role by its service.
 * @throws RangeError when no source shows one
 */
export function recordedRole(service: string): ServiceProfile {
  const role = recordedProfiles.find(({ id }) => id === service);
  if (role === undefined) throw new RangeError(`No source shows a role of ${service}.`);
  return role;
}
