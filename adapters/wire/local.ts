import type { IncomingHttpHeaders } from 'node:http';
import { PAGE_PATHS } from './admin.ts';

const LOOPBACK = /^(?:localhost|(?:[\w-]{1,63}\.){1,9}localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/** What browsers send with requests that a page makes, by a script, an image or a form; Node's `fetch` sends none of these. */
const OF_PAGES = ['origin', 'referer', 'sec-fetch-site'];

/** A request, as far as it shows who sent it. */
export interface Sender {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Whether a browser asks for the server's own page because somebody typed its address, or because the page itself asks. */
const isOwnPage = ({ method, url = '', headers }: Sender): boolean =>
  method === 'GET' &&
  PAGE_PATHS.includes(url) &&
  headers.origin === undefined &&
  ['none', 'same-origin'].includes(String(headers['sec-fetch-site']));

/**
 * Why a request is refused that may come from a web page: this server knows no passwords, a browser reaches loopback addresses
 * too, and a name of the page's own may lead here. Undefined for all others.
 * @param anyHost whether it was opened to other machines, which may know it by any name
 */
export function whyForeign(sender: Sender, anyHost = false): string | undefined {
  const { headers } = sender;
  const sign = isOwnPage(sender) ? undefined : OF_PAGES.find((name) => headers[name] !== undefined);
  if (sign !== undefined) return `Requests of web pages are refused here; send this one without the header ${sign}.`;
  if (anyHost || headers.host === undefined || LOOPBACK.test(headers.host)) return undefined;
  return 'The host of this request is no loopback name; use 127.0.0.1 or localhost.';
}
