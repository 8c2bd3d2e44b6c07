import { describe, expect, it } from 'vitest';
import { whyForeign } from './local.ts';

describe('a server for this machine alone', () => {
  it.each(['localhost', 'localhost:1', '127.0.0.1:4566', '127.1.2.3', '[::1]:80', 'slr.localhost:80', 'LOCALHOST'])(
    'takes the host %s',
    (host) => {
      expect(whyForeign({ headers: { host } })).toBeUndefined();
    },
  );

  it.each([
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example:80',
    '10.0.0.1',
    '',
    'localhost:80@evil.example',
    '0.0.0.0',
  ])('refuses the host %j', (host) => {
    expect(whyForeign({ headers: { host } })).toContain('no loopback name');
  });

  it.each([
    { origin: 'http://localhost' },
    { origin: 'null' },
    { referer: 'https://evil.example/' },
    { 'sec-fetch-site': 'cross-site' },
  ])('refuses what a web page sends: %j', (headers) => {
    expect(whyForeign({ headers: { host: 'localhost', ...headers } })).toContain('Requests of web pages are refused');
  });
});
