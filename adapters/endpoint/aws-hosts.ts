import { BlockList, isIP } from 'node:net';

/**
 * Domains under which AWS itself answers; real accounts are a target of their own, behind guard rails. The suffixes of AWS's
 * partitions (partitions.json of its SDKs, of one and of both families of addresses), and what functions and applications of
 * a customer are reached by.
 */
export const AWS_DOMAINS = [
  'amazonaws.com',
  'api.aws',
  'amazonaws.com.cn',
  'api.amazonwebservices.com.cn',
  'amazonaws.eu',
  'api.amazonwebservices.eu',
  'c2s.ic.gov',
  'api.aws.ic.gov',
  'sc2s.sgov.gov',
  'api.aws.scloud',
  'cloud.adc-e.uk',
  'api.cloud-aws.adc-e.uk',
  'csp.hci.ic.gov',
  'api.aws.hci.ic.gov',
  'on.aws',
];

/** Whether a host name is one of AWS's own. */
export function isAwsHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.{0,9}$/, '');
  return AWS_DOMAINS.some((domain) => name === domain || name.endsWith(`.${domain}`));
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Addresses at which a machine on AWS finds its own credentials, and all others that never leave a link. */
const credentials = new BlockList();
credentials.addSubnet('169.254.0.0', 16);
credentials.addSubnet('fe80::', 10, 'ipv6');
credentials.addSubnet('fd00:ec2::', 32, 'ipv6');

/** Whether an address is in a list, also where an IPv6 address stands for one of IPv4. */
function within(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** The host of a URL as an address or a name, without brackets and without a dot at its end. */
export const bareHost = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');

export const isLoopback = (host: string): boolean =>
  within(loopback, host) || /^(?:[\w-]{1,63}\.){0,20}localhost$/i.test(host);

/** Whether an address gives the credentials of the machine that asks. */
export const givesCredentials = (address: string): boolean => within(credentials, address);
