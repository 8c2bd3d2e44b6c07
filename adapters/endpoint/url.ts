import { lookup, promises as dns } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { TargetError } from '../target-error.ts';
import { bareHost, givesCredentials, isAwsHost, isLoopback } from './aws-hosts.ts';

const HINT = 'Give the address of an emulator, such as http://127.0.0.1:5000.';

const isAws = (host: string): TargetError =>
  new TargetError('real-aws', `${host} is AWS itself, and a plain endpoint has no guard rails.`, HINT);

const isMetadata = (host: string): TargetError =>
  new TargetError('real-aws', `${host} is where a machine finds its own credentials.`, HINT);

/**
 * The endpoint that every client is bound to.
 * @param allowed names or addresses of hosts beside this one that may be asked
 * @throws TargetError when the text is no plain http(s) URL, names real AWS, or a host that is neither this one nor allowed
 */
export function endpointUrl(text: string, allowed: readonly string[] = []): URL {
  if (!URL.canParse(text)) throw new TargetError('bad-url', `"${text}" is not a URL.`, HINT);
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new TargetError('bad-url', `"${text}" is not an http or https URL.`, HINT);
  if (url.username !== '' || url.password !== '')
    throw new TargetError('bad-url', `The URL of ${url.host} carries a user name or password.`, HINT);
  if (url.search !== '' || url.hash !== '')
    throw new TargetError('bad-url', `"${text}" carries a query or a fragment.`, HINT);
  const host = bareHost(url);
  if (isAwsHost(host)) throw isAws(url.host);
  if (givesCredentials(host)) throw isMetadata(url.host);
  if (!isLoopback(host) && !allowed.some((name) => name.toLowerCase() === host.toLowerCase()))
    throw new TargetError(
      'host-not-allowed',
      `${host} is another machine, and was not named as one that may be asked.`,
      `If an emulator of yours is there, add --allow-host ${host}.`,
    );
  return url;
}

/** Names of AWS under which machines and balancers of its customers are known; an emulator may run on one. */
const isCustomers = (name: string): boolean => /\.(?:compute|compute-1|elb)\./.test(`.${name}`);

/**
 * Makes sure, before anything is sent, that a name does not lead to AWS by another: by an alias, or by an address that AWS calls
 * its own. A name server that does not answer within a second says nothing.
 * @throws TargetError when it does
 */
export async function checkAliases(url: URL): Promise<void> {
  const host = bareHost(url);
  if (isLoopback(host)) return;
  const asked = isIP(host) === 0 ? dns.resolveCname(host) : dns.reverse(host);
  const late = new Promise<readonly string[]>((resolve) => void setTimeout(resolve, 1000, []).unref());
  const names = await Promise.race([asked.catch(() => []), late]);
  if (names.some((name) => isAwsHost(name) && !isCustomers(name))) throw isAws(`${url.host} (${names.join(', ')})`);
}

/**
 * Finds the addresses of a name for every connection that is made, and lets none pass that the name must not lead to: this
 * machine's names lead to this machine alone, and no name to where credentials are.
 */
export const guardedLookup: LookupFunction = (host, options, found) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    const wrong = addresses?.find(
      ({ address }) => givesCredentials(address) || (isLoopback(host) && !isLoopback(address)),
    );
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) found(error ?? new Error(`${host} has no address`), []);
    else if (wrong !== undefined)
      found(
        Object.assign(new Error(`${host} leads to ${wrong.address}, which is not asked`), { code: 'EHOSTUNREACH' }),
        [],
      );
    else if (options.all === true) found(null, addresses);
    else found(null, first.address, first.family);
  });
};
