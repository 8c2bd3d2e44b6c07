import { GetRoleCommand, IAMClient, type GetRoleCommandOutput } from '@aws-sdk/client-iam';
import { ConfigureLogsCommand, CreateChannelCommand, MediaPackageClient } from '@aws-sdk/client-mediapackage';
import { inProcessHandler, wireHandler, type Api } from '../../../adapters/index.ts';
import { config, Id, RoleName } from './account.ts';
import { timed, type Contender } from './turns.ts';

type Handler = ReturnType<typeof inProcessHandler>;
export type Sent = Parameters<Handler['handle']>[0];
export type Received = Awaited<ReturnType<Handler['handle']>>;

/** What a client sends for one GetRole, and what it gets. */
export async function exchangeOf(api: Api): Promise<{ readonly sent: Sent; readonly received: Received }> {
  const wire = inProcessHandler(wireHandler(api));
  let exchange: { readonly sent: Sent; readonly received: Received } | undefined;
  const requestHandler: Handler = {
    ...wire,
    async handle(sent, options) {
      const received = await wire.handle(sent, options);
      exchange = { sent, received };
      return received;
    },
  };
  await new IAMClient({ ...config, requestHandler }).send(new GetRoleCommand({ RoleName }));
  if (exchange === undefined) throw new Error('The client sent nothing.');
  return exchange;
}

export function throughHandler(requestHandler: Handler): Contender {
  const client = new IAMClient({ ...config, requestHandler });
  return (calls) => timed(calls, (): Promise<GetRoleCommandOutput> => client.send(new GetRoleCommand({ RoleName })));
}

/** Access logs on and off in turn, through one client; a channel of its own is made first. */
export async function changingThrough(
  requestHandler: Handler,
  canned: Handler,
): Promise<readonly [Contender, Contender]> {
  const client = (handler: Handler) => new MediaPackageClient({ ...config, requestHandler: handler });
  await client(requestHandler).send(new CreateChannelCommand({ Id }));
  const contender = (handler: Handler): Contender => {
    const live = client(handler);
    let on = false;
    return (calls) =>
      timed(calls, () => {
        on = !on;
        return live.send(new ConfigureLogsCommand(on ? { Id, EgressAccessLogs: {} } : { Id }));
      });
  };
  return [contender(requestHandler), contender(canned)];
}

/** What a client sends for ConfigureLogs, on and then off, and what it gets for each; a channel of its own is made first. */
export async function changesOf(
  api: Api,
): Promise<{ readonly sent: readonly Sent[]; readonly received: readonly Received[] }> {
  const wire = inProcessHandler(wireHandler(api));
  const sent: Sent[] = [];
  const received: Received[] = [];
  const requestHandler: Handler = {
    ...wire,
    async handle(request, options) {
      const answer = await wire.handle(request, options);
      sent.push(request);
      received.push(answer);
      return answer;
    },
  };
  const live = new MediaPackageClient({ ...config, requestHandler });
  await live.send(new CreateChannelCommand({ Id: 'first' }));
  await live.send(new ConfigureLogsCommand({ Id: 'first', EgressAccessLogs: {} }));
  await live.send(new ConfigureLogsCommand({ Id: 'first' }));
  return { sent: sent.slice(1), received: received.slice(1) };
}

/** A handler that gives the same responses in turn, each in bytes of its own, as from a socket. */
export function cannedHandler(handler: Handler, received: readonly Received[]): Handler {
  const texts = received.map(({ response }) => new TextDecoder().decode(response.body));
  const encoder = new TextEncoder();
  let nth = 0;
  const handle = async (): Promise<Received> => {
    const { response } = received[nth % received.length] as Received;
    const body = encoder.encode(texts[nth % received.length]);
    nth += 1;
    return { response: { ...response, headers: { ...response.headers }, body } };
  };
  return { ...handler, handle };
}
