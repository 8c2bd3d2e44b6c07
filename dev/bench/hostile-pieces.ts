/** What hostile requests are made of. */

export type Service = 'iam' | 'sts' | 'mediapackage' | 'mediapackage-vod';
export type Base = readonly [service: Service, method: string, target: string, body: string];

const iam = (rest: string): Base => ['iam', 'POST', '/', `${rest}&Version=2010-05-08`];
const TRUST = encodeURIComponent('{"Version":"2012-10-17","Statement":[]}');
const ROLE = 'RoleName=AWSServiceRoleForMediaPackage';

/** Well-formed requests, of every service. */
export const BASES: readonly Base[] = [
  iam('Action=CreateServiceLinkedRole&AWSServiceName=mediapackage.amazonaws.com&Description=a+b'),
  iam(`Action=DeleteServiceLinkedRole&${ROLE}`),
  iam(
    'Action=GetServiceLinkedRoleDeletionStatus&DeletionTaskId=task%2Faws-service-role%2Fmediapackage.amazonaws.com%2Fx',
  ),
  iam(`Action=GetRole&${ROLE}`),
  iam('Action=ListRoles&PathPrefix=%2F&MaxItems=5&Marker=x'),
  iam(`Action=CreateRole&RoleName=R&AssumeRolePolicyDocument=${TRUST}&Tags.member.1.Key=a&Tags.member.1.Value=b`),
  iam(`Action=TagRole&${ROLE}&Tags.member.1.Key=a&Tags.member.1.Value=b&Tags.member.2.Key=c&Tags.member.2.Value=d`),
  iam(`Action=UntagRole&${ROLE}&TagKeys.member.1=a&TagKeys.member.2=c`),
  iam(`Action=UpdateRole&${ROLE}&Description=c&MaxSessionDuration=3600`),
  iam(`Action=PutRolePolicy&RoleName=R&PolicyName=P&PolicyDocument=${TRUST}`),
  iam('Action=AttachRolePolicy&RoleName=R&PolicyArn=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FReadOnlyAccess'),
  iam('Action=DeleteRole&RoleName=R'),
  ['sts', 'POST', '/', 'Action=GetCallerIdentity&Version=2011-06-15'],
  [
    'sts',
    'POST',
    '/',
    'Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2FR&RoleSessionName=s',
  ],
  ['mediapackage', 'POST', '/channels', '{"id":"a","description":"d","tags":{"a":"b"}}'],
  [
    'mediapackage',
    'PUT',
    '/channels/a/configure_logs',
    '{"egressAccessLogs":{},"ingressAccessLogs":{"logGroupName":"x"}}',
  ],
  ['mediapackage', 'GET', '/channels/a', ''],
  ['mediapackage', 'GET', '/channels?maxResults=5&nextToken=x', ''],
  ['mediapackage', 'PUT', '/channels/a', '{"description":"e"}'],
  ['mediapackage', 'DELETE', '/channels/a', ''],
  ['mediapackage', 'POST', '/tags/arn%3Aaws%3Amediapackage', '{"tags":{"a":"b"}}'],
  ['mediapackage', 'DELETE', '/tags/arn%3Aaws%3Amediapackage?tagKeys=a&tagKeys=b', ''],
  ['mediapackage-vod', 'POST', '/packaging_groups', '{"id":"g","egressAccessLogs":{},"tags":{}}'],
  [
    'mediapackage-vod',
    'PUT',
    '/packaging_groups/g/configure_logs',
    '{"egressAccessLogs":{"logGroupName":"/aws/MediaPackage/x"}}',
  ],
  ['mediapackage-vod', 'GET', '/packaging_groups/g', ''],
  ['mediapackage-vod', 'DELETE', '/packaging_groups/g', ''],
];

export const scoped = (service: string, accessKeyId = '123456789012', region = 'us-east-1'): string =>
  `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260102/${region}/${service}/aws4_request, SignedHeaders=host, Signature=00`;

export const METHODS = [
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'get',
  'G T',
  '',
];

export const AUTHORIZATIONS = [
  undefined,
  '',
  'Bearer x',
  'AWS4-HMAC-SHA256',
  'AWS4-HMAC-SHA256 Credential=',
  'AWS4-HMAC-SHA256 Credential=a/b/c/d/e/f/g',
  scoped('s3'),
  scoped('__proto__'),
  scoped('constructor'),
  scoped('iam', 'AKIAABCDEFGHIJKLMNOP'),
  scoped('iam', 'a'.repeat(300)),
  scoped('mediapackage', '__proto__'),
  scoped('mediapackage', '123456789012', 'nowhere-1'),
  scoped('mediapackage-vod', '000000000000', '__proto__'),
  `AWS4-HMAC-SHA256 ${'Credential=,'.repeat(800)}`,
];

export const PATHS = [
  '',
  '*',
  '/',
  '//',
  '/..',
  '/../../etc/passwd',
  '/channels/../channels',
  '/channels/..%2f..',
  '/channels/%2e%2e%2fa',
  '/channels/%00',
  '/channels/%',
  '/channels/%ff',
  '/channels/%C3%28',
  '/channels/__proto__',
  '/channels/constructor/configure_logs',
  '/channels/a b',
  '/channels/a\tb',
  '/channels/\u00e9',
  '/packaging_groups/%25%32%66',
  '/tags/',
  '/tags/arn:aws:iam::1:role/x',
  'http://evil.example/channels',
  'https://169.254.169.254/latest',
  '/_slr-conformance/state',
  '/channels#fragment',
  '/channels?maxResults=99999999999999999999',
  '/channels?maxResults=-1&maxResults=NaN',
  '/channels?nextToken=%E2%98',
  '/?Action=GetRole&Version=2010-05-08&RoleName=R',
  '/?Action=GetRole&X-Amz-Credential=%2F%2F%2F',
  `/channels/${'a'.repeat(8000)}`,
  `/${'a/'.repeat(4000)}`,
  `/?${'a=b&'.repeat(3000)}`,
];

const nested = (open: string, close: string, depth: number): string => `${open.repeat(depth)}1${close.repeat(depth)}`;

/** What is put into a body somewhere. */
export const PIECES: readonly (string | Uint8Array)[] = [
  Uint8Array.of(0xff),
  Uint8Array.of(0xc3),
  Uint8Array.of(0xed, 0xa0, 0x80),
  Uint8Array.of(0xef, 0xbb, 0xbf),
  Uint8Array.of(0),
  '%',
  '%zz',
  '%00',
  '%E2%98',
  '%0D%0A',
  '%EF%BF%BF',
  '&',
  '=',
  '&&&=&=',
  '&RoleName=x',
  '&Action=DeleteRole',
  '&Version=2011-06-15',
  '&Tags.member.1.Key=a',
  '&Tags.member.999999999.Key=a',
  '&Tags.member.-1.Key=a',
  '&Tags.member.1.Key.Value.member.1=a',
  '&Tags=',
  '&TagKeys.member.1001=a',
  '&RoleName.member.1=a',
  '&__proto__=a',
  '&constructor=a',
  '&Tags.member.1.__proto__=a',
  '&MaxItems=NaN',
  '&MaxItems=-1',
  '&MaxSessionDuration=1e99',
  '&Description=%1F%7F%3Cb%3E%26amp%3B',
  `&Description=${'d'.repeat(2000)}`,
  '{',
  '}',
  '[',
  '"',
  ',"__proto__":{"id":"x"}',
  ',"constructor":{"prototype":1}',
  ',"id":null',
  ',"description":5',
  ',"egressAccessLogs":[]',
  ',"egressAccessLogs":"x"',
  ',"egressAccessLogs":{"logGroupName":{"a":1}}',
  ',"ingressAccessLogs":{"logGroupName":null}',
  ',"tags":[1,2]',
  ',"tags":{"a":{"b":1}}',
  ',"tags":{"__proto__":"x","a":null}',
  ',"x":1e999',
  ',"x":"\\ud800"',
  `,"x":${nested('[', ']', 500)}`,
  `,"x":${nested('{"a":', '}', 500)}`,
  `,"tags":${nested('{"a":', '}', 20_000)}`,
];

/** What takes the place of a JSON value or a parameter's value. */
export const VALUES = ['null', 'true', '0', '-1', '1e400', '[]', '{}', '[null]', '""', '"\\u0000"', '{"a":{"b":[]}}'];
