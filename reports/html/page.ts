import { createHash } from 'node:crypto';
import { html, type Markup, Written } from '../encode/index.ts';
import { STYLE } from './style.ts';

/** A page that stands alone: its policy lets it load nothing, and run only the script and the style that are in it. */
export function page(title: string, body: Markup, script = ''): string {
  const policy = [
    "default-src 'none'",
    `style-src '${hash(STYLE)}'`,
    ...(script === '' ? [] : [`script-src '${hash(script)}'`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${raw('style', STYLE)}
      </head>
      <body>
        <main>${body}</main>
        ${script === '' ? undefined : raw('script', script)}
      </body>
    </html> `.text;
}

/** An element whose text is not HTML, and is hashed as it stands. */
const raw = (element: 'style' | 'script', text: string): Markup =>
  new Written('html', `<${element}>${text}</${element}>`);

const hash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
