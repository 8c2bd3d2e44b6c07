import { TargetError } from '../target-error.ts';

/** Domains under which AWS itself answers; real accounts are a target of their own, behind guard rails. */
export const AWS_DOMAINS = [
  'amazonaws.com',
  'amazonaws.com.cn',
  'amazonaws.eu',
  'api.aws',
  'api.amazonwebservices.com.cn',
];

/** Whether a host name is one of AWS's own. */
export function isAwsHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.+$/, '');
  return AWS_DOMAINS.some((domain) => name === domain || name.endsWith(`.${domain}`));
}

/**
 * The endpoint that every client is bound to.
 * @throws TargetError when the text is no plain http(s) URL, or names real AWS
 */
export function endpointUrl(text: string): URL {
  const hint = 'Give the address of an emulator, such as http://127.0.0.1:5000.';
  if (!URL.canParse(text)) throw new TargetError('bad-url', `"${text}" is not a URL.`, hint);
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new TargetError('bad-url', `"${text}" is not an http or https URL.`, hint);
  if (url.username !== '' || url.password !== '')
    throw new TargetError('bad-url', `The URL of ${url.host} carries a user name or password.`, hint);
  if (url.search !== '' || url.hash !== '')
    throw new TargetError('bad-url', `"${text}" carries a query or a fragment.`, hint);
  if (isAwsHost(url.hostname))
    throw new TargetError('real-aws', `${url.host} is AWS itself, and a plain endpoint has no guard rails.`, hint);
  return url;
}
