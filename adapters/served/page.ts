import { createHash } from 'node:crypto';
import { PAGE_PATHS, splitTarget, type Handle, type WireRequest, type WireResponse } from '../wire/index.ts';

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.3rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; }
th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #8888; vertical-align: top; overflow-wrap: anywhere; }
`;

/** Everything that comes from the server is set as text, never as markup. */
const SCRIPT = `
const cell = (row, text, tag = 'td') => { const one = document.createElement(tag); one.textContent = text ?? ''; row.append(one); };
const fill = (id, rows) => {
  const body = document.querySelector('#' + id + ' tbody');
  body.replaceChildren(...rows.map((cells) => { const row = document.createElement('tr'); cells.forEach((text) => cell(row, text)); return row; }));
};
const state = document.querySelector('#state');
async function look() {
  try {
    const { name, iso, accounts, last, refused } = await (await fetch('${PAGE_PATHS[1] ?? ''}')).json();
    state.textContent = name + ', ' + iso;
    fill('accounts', accounts.flatMap(({ account, roles, uses, tasks }) => [
      ...roles.map(({ name, madeBy }) => [account, name, madeBy]),
      ...uses.map(({ text }) => [account, text, 'uses the role']),
      ...tasks.map(({ id, status }) => [account, id, status]),
    ]));
    fill('refused', refused.map(({ what, times }) => [what, times]));
    fill('calls', last.map(({ at, call, status, code, fault }) =>
      [at, call ? call.accessKeyId : '', call ? call.region : '', call ? call.service + ':' + call.action : '', status ?? 'lost', code ?? '', fault ?? '']));
  } catch { state.textContent = 'The server does not answer.'; }
  setTimeout(look, 1000);
}
look();
`;

const table = (id: string, caption: string, ...heads: readonly string[]): string =>
  `<table id="${id}"><caption>${caption}</caption><thead><tr>${heads
    .map((head) => `<th scope="col">${head}</th>`)
    .join('')}</tr></thead><tbody></tbody></table>`;

const HTML = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>slr-conformance serve</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head>
<body><main><h1>slr-conformance serve</h1><p id="state" aria-live="polite">Looking ...</p>
<h2>Accounts</h2>${table('accounts', 'Roles, who uses the linked role, and deletion tasks', 'Account', 'What', 'State')}
<h2>Refused</h2>${table('refused', 'Error codes by operation, most often first', 'Operation and code', 'Times')}
<h2>Last calls</h2>${table('calls', 'The last 100, latest first', 'Time', 'Account or key', 'Region', 'Operation', 'Status', 'Code', 'Fault')}
</main><script>${SCRIPT}</script></body></html>
`;

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing but the page's own script and style runs, and nothing but this server is asked. */
const POLICY = `default-src 'none'; script-src ${hash(SCRIPT)}; style-src ${hash(STYLE)}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const PAGE: WireResponse = {
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  },
  body: HTML,
};

/** Whether a browser asks for the page: calls of AWS's APIs to the same path are signed. */
const asksForPage = ({ method, target, headers }: WireRequest): boolean => {
  const { path, query } = splitTarget(target);
  const wantsHtml = (headers['accept'] ?? '').includes('text/html');
  return method === 'GET' && path === '/' && query === '' && headers['authorization'] === undefined && wantsHtml;
};

/** Shows a page to browsers at `/`, and leaves all other requests to `handle`. */
export const withPage =
  (handle: Handle): Handle =>
  (request) =>
    asksForPage(request) ? PAGE : handle(request);
