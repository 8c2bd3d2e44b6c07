import type { Call, Members } from '../../../calls/index.ts';
import { isReadable, translate } from '../translate.ts';
import { newAttempt } from '../attempt.ts';
import { NotAnswered } from '../calls.ts';
import type { AccessKey } from '../restricted-caller.ts';
import type { Transport } from '../transport.ts';
import { answerOf } from './answer.ts';
import { requestOf } from './request.ts';

const load = async () => {
  const [{ SignatureV4 }, { HttpRequest }, { Sha256 }] = await Promise.all([
    import('@smithy/signature-v4'),
    import('@smithy/protocol-http'),
    import('@aws-crypto/sha256-js'),
  ]);
  return { SignatureV4, HttpRequest, Sha256 };
};

/** Who makes a call, and where. */
export interface ClientSettings {
  readonly url: URL;
  readonly key: AccessKey;
  readonly transport: Transport;
}

/**
 * Makes any call whose API model is known, signed with Signature Version 4, without a package of the service's own.
 * @throws NotAnswered when it is refused, unsupported or indeterminate
 */
export async function signedCall(call: Call, { key, transport, url }: ClientSettings): Promise<Members> {
  const { HttpRequest, Sha256, SignatureV4 } = await load();
  const { body, contentType, method, path, query, target } = requestOf(call);
  const { service, region } = call;
  const request = new HttpRequest({
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    method,
    path: `${url.pathname.replace(/\/$/, '')}${path}`,
    query,
    headers: {
      host: url.host,
      'user-agent': 'slr-conformance/1',
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...(target === undefined ? {} : { 'x-amz-target': target }),
      ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    },
    ...(body === '' ? {} : { body }),
  });
  const signer = new SignatureV4({ service, region, credentials: key, sha256: Sha256 });
  const signed = (await signer.sign(request)) as InstanceType<typeof HttpRequest>;
  const attempt = newAttempt();
  try {
    await transport.handle(signed, { attempt });
    if (attempt.status === undefined || attempt.status >= 300) throw new Error('no answer');
    const answer = answerOf(service, call.action, attempt.body);
    if (isReadable(service, attempt)) return answer;
  } catch {
    throw new NotAnswered(translate(service, attempt), attempt.failureCode);
  }
  throw new NotAnswered(translate(service, attempt));
}
