import { describe, expect, it } from 'vitest';
import { checkAliases, endpointUrl, guardedLookup } from './url.ts';

describe('an endpoint that may be asked', () => {
  it.each([
    'http://127.0.0.1:5000',
    'http://127.9.9.9',
    'http://[::1]:4566',
    'http://localhost:4566',
    'http://s3.localhost:4566',
    'http://0x7f000001:80',
    'http://[::ffff:127.0.0.1]:80',
  ])('%s is on this machine', (text) => {
    expect(endpointUrl(text).href).toBe(new URL(text).href);
  });

  it('is on another machine where that was named', () => {
    expect(endpointUrl('http://moto:5000', ['MOTO']).host).toBe('moto:5000');
    expect(endpointUrl('http://10.0.0.7:5000', ['10.0.0.7']).host).toBe('10.0.0.7:5000');
  });

  it.each([
    'http://moto:5000',
    'http://10.0.0.7',
    'http://0.0.0.0:5000',
    'http://localhost.example',
    'http://54.239.28.85',
  ])('is not %s unless it was named', (text) => {
    expect(() => endpointUrl(text)).toThrow(/was not named as one that may be asked\. .* add --allow-host /);
  });
});

describe('AWS itself is never asked, named or not:', () => {
  it.each([
    'https://iam.amazonaws.com',
    'https://IAM.AmazonAWS.com.',
    'https://sts.cn-north-1.amazonaws.com.cn',
    'https://iam.us-iso-east-1.c2s.ic.gov',
    'https://iam.us-isob-east-1.sc2s.sgov.gov',
    'https://iam.eu-isoe-west-1.cloud.adc-e.uk',
    'https://iam.us-isof-south-1.csp.hci.ic.gov',
    'https://iam.eusc-de-east-1.amazonaws.eu',
    'https://abc.lambda-url.us-east-1.on.aws',
    'https://iam.global.api.aws',
  ])('%s', (text) => {
    expect(() => endpointUrl(text, [new URL(text).hostname])).toThrow('is AWS itself');
  });

  it.each([
    'http://169.254.169.254/latest',
    'http://169.254.170.2',
    'http://2852039166',
    'http://0xA9FEA9FE',
    'http://0251.0376.0251.0376',
    'http://169.254.43518',
    'http://[::ffff:169.254.169.254]',
    'http://[fd00:ec2::254]',
    'http://[fd00:ec2:0:0::23]',
    'http://[fe80::1]',
  ])('%s, where a machine finds its credentials', (text) => {
    const { hostname } = new URL(text);
    expect(() => endpointUrl(text, [hostname, hostname.slice(1, -1)])).toThrow('finds its own credentials');
  });

  it.each(['https://iam.amazonaws.com?x', 'https://iam.amazonaws.com#x', 'https://a:b@iam.amazonaws.com'])(
    '%s',
    (text) => {
      expect(() => endpointUrl(text)).toThrow(/query or a fragment|user name or password/);
    },
  );

  it('a name server that knows of no alias holds nothing up', async () => {
    await expect(checkAliases(new URL('http://no-such-name.invalid'))).resolves.toBeUndefined();
  });
});

it('a name of this machine leads to this machine at every connection', async () => {
  const found = await new Promise((resolve) => {
    guardedLookup('localhost', { all: true }, (error, addresses) => resolve(error ?? addresses));
  });
  expect(found).toEqual(
    expect.arrayContaining([expect.objectContaining({ address: expect.stringMatching(/^(127\.|::1)/) })]),
  );
});
