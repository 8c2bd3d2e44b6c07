import { describe, expect, it } from 'vitest';
import { redact, redactKnown, remember, secretsIn } from './secrets.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

describe('a credential that this process knows', () => {
  remember([SECRET, 'p&ssw"rd1', 'localstack', '111122223333', '/run/agent.sock']);

  it.each([
    ['as it is', SECRET],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in JSON', JSON.stringify({ password: 'p&ssw"rd1' })],
    ['in HTML', 'p&amp;ssw&quot;rd1'],
  ])('is removed %s', (_how, text) => {
    expect(redactKnown(`before ${text} after`)).toMatch(/^before .*\[removed\].* after$/);
  });

  it.each(['localstack 4.14', 'account 111122223333', '/run/agent.sock'])(
    'is not taken for one where it is a word, a number or a path: %s',
    (text) => {
      expect(redact(text)).toBe(text);
    },
  );

  it.each([
    [`API_TOKEN=${SECRET} python t.py`, [SECRET]],
    [`python t.py --password hunter22 --port 5000`, ['hunter22']],
    [`python t.py --api-key=${SECRET}`, [SECRET]],
    [`python t.py http://me:hunter22@127.0.0.1/`, ['hunter22']],
    ['python target.py --region us-east-1', []],
  ])('is found on the command line %s', (command, secrets) => {
    expect(secretsIn(command)).toEqual(expect.arrayContaining(secrets));
    if (secrets.length === 0) expect(secretsIn(command)).toEqual([]);
  });
});

describe('what has the form of a credential is removed from what others wrote:', () => {
  it.each([
    'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/iam/aws4_request, Signature=fe5f80',
    "The canonical string should have been 'x-amz-security-token:IQoJb3JpZ2luX2VjEXAMPLETOKEN'",
    'x-amz-security-token: abcdefghijklmnop',
    'X-Amz-Security-Token=FwoGZXIvYXdzEXAMPLE%2F%2F&X-Amz-Signature=0123456789abcdef',
    '{"authorization":"Bearer 0123456789abcdef"}',
    'Authorization: Basic dXNlcjpwYXNzd29yZA==',
    '<SecretAccessKey>wJalrXUtnFEMIK7MDENG</SecretAccessKey>',
    'aws_session_token = FQoGZXIvYXdzEXAMPLE',
    'token ghp_0123456789abcdefghijABCDEFGHIJ012345',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl',
    'http://user:password@127.0.0.1:5000/',
    '-----BEGIN RSA PRIVATE KEY-----MIIEow0123456789-----END RSA PRIVATE KEY-----',
  ])('%s', (text) => {
    const left = redact(text);
    expect(left).toContain('[removed]');
    for (const word of text.match(/[\w+/]{10,}/g) ?? [])
      if (
        !/^(?:canonical|Authorization|authorization|security|aws_session_token|\/?SecretAccessKey|AWS4.*|Credential|Signature)$/.test(
          word,
        )
      )
        expect(left).not.toContain(word);
  });

  it.each([
    'x-amz-security-token: ',
    'Credential=',
    'Authorization: ',
    'Bearer ',
    'IQoJb3JpZ2lu',
    'eyJhbGciOiJI.eyJz.',
    'ghp_',
  ])('%s goes to the end of what stands there, however far that is', (start) => {
    expect(redact(`${start}${'s3cret'.repeat(5000)}`)).not.toContain('s3cret');
  });

  it.each([
    'AWSServiceRoleForMediaPackage',
    'the x-amz-date header',
    'arn:aws:iam::111122223333:role/R',
    'AROAEXAMPLEEXAMPLE123',
  ])('but %s is left', (text) => {
    expect(redact(text)).toBe(text);
  });
});
