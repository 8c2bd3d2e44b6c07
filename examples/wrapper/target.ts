import { IAMClient } from '@aws-sdk/client-iam';
import { MediaPackageClient } from '@aws-sdk/client-mediapackage';
import {
  cannotTell,
  defineTarget,
  notCovered,
  refused,
  type WrapperDefinition,
  type WrapperWorld,
} from 'slr-conformance/adapters';
import { AccessLogging, type AccessLoggingParts } from './access-logging.ts';
import { LinkedRoles, type LinkedRolesParts } from './role.ts';

/** The package under test. */
export interface Wrapper {
  readonly logging: AccessLogging;
  readonly roles: LinkedRoles;
}

export type WrapperParts = AccessLoggingParts & LinkedRolesParts;

const asShipped = (parts: WrapperParts): Wrapper => ({
  logging: new AccessLogging(parts),
  roles: new LinkedRoles(parts),
});

/** The wrapper's clients for one world. It has retries of its own, so those of the SDK are turned off. */
function partsFor(world: WrapperWorld): WrapperParts {
  const config = (region?: string) => world.clientConfig(region, { maxAttempts: 1 });
  const clients = new Map(world.regions.map((region) => [region, new MediaPackageClient(config(region))]));
  return {
    iam: new IAMClient(config()),
    mediapackage: (region) => clients.get(region) as MediaPackageClient,
    wait: (ms) => world.wait(ms),
  };
}

const side = (logs: { readonly LogGroupName?: string | undefined }): true | string => logs.LogGroupName ?? true;
const shown = (group: string | null) => (group === null ? null : group === '' ? {} : { LogGroupName: group });

/** The wrapper, or a variant of it, as a target of the conformance suite. */
export const wrapperTarget = (
  options: Pick<WrapperDefinition<Wrapper>, 'against' | 'faults'> = {},
  make: (parts: WrapperParts) => Wrapper = asShipped,
) =>
  defineTarget<Wrapper>({
    ...options,
    name: 'access-logging',
    version: '1.0.0',
    setup: (world) => make(partsFor(world)),
    operations: {
      ConfigureLogs: async (input, { region, wrapper: { logging } }) => {
        const { Id: id, IngressAccessLogs: ingress, EgressAccessLogs: egress } = input;
        if (ingress === undefined && egress === undefined) return logging.disable({ region, id });
        return logging.enable(
          { region, id },
          { ...(ingress && { ingress: side(ingress) }), ...(egress && { egress: side(egress) }) },
        );
      },
      DescribeChannel: async ({ Id: id }, { region, wrapper: { logging } }) => {
        const { ingress, egress } = await logging.describe({ region, id });
        return { IngressAccessLogs: shown(ingress), EgressAccessLogs: shown(egress) };
      },
      CreateServiceLinkedRole: async (input, { wrapper: { roles } }) => {
        const { AWSServiceName: service = '', Description: description, CustomSuffix: suffix } = input;
        const made = await roles.ensure({
          service,
          ...(description === undefined ? {} : { description }),
          ...(suffix === undefined ? {} : { suffix }),
        });
        // The wrapper is content with a role that is there; AWS is not, and the suite asks what AWS does.
        if (made === 'was there') throw refused('InvalidInput');
        if (made === 'unknown') throw cannotTell('an answer was lost, and now the role is there');
      },
      GetRole: async ({ RoleName }, { wrapper: { roles } }) => {
        const role = await roles.describe(RoleName);
        if (role === undefined) throw refused('NoSuchEntity', { http: 404 });
        return { Role: { ...role, PermissionsBoundary: role.PermissionsBoundary ?? null } };
      },
      UpdateRole: async ({ RoleName, Description, MaxSessionDuration }, { wrapper: { roles } }) => {
        // The wrapper edits descriptions and nothing else.
        if (Description === undefined || MaxSessionDuration !== undefined) throw notCovered();
        await roles.editDescription(RoleName, Description);
      },
      DeleteServiceLinkedRole: async ({ RoleName }, { wrapper: { roles } }) => {
        const task = await roles.startDeletion(RoleName);
        if (task === undefined) throw cannotTell('an answer was lost, and now the role is gone');
        return { DeletionTaskId: task };
      },
      GetServiceLinkedRoleDeletionStatus: async ({ DeletionTaskId: task }, { awaits, wrapper: { roles } }) => {
        const { status, reason } = await (awaits ? roles.awaitDeletion(task) : roles.deletionStatus(task));
        return { Status: status, Reason: reason };
      },
    },
  });
