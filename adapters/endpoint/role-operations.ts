import { descriptionText, type Facets } from '../../model/index.ts';
import { allRoles } from './all-roles.ts';
import { allPages, NotAnswered, required } from './calls.ts';
import { pathOf, type Context, type Performers } from './context.ts';
import { facets, identityFacets, roleFacets, tagObject, textOrNull } from './facets.ts';
import { NAMES, OTHER_TRUST } from './names.ts';

/**
 * Whether the service's role may be there under a name that no answer told yet: one that a service made on its own
 * account, or that was there before.
 */
const mayBeElsewhere = ({ profile, registry, roles, shared }: Context): boolean =>
  !roles.knowsLinked &&
  (shared || registry.all('service-roles').some(({ principal }) => principal === profile.principal));

async function readRole(name: string, { calls, roles }: Context): Promise<Facets> {
  const answer = await calls.iam((iam, options) => iam.getRole({ RoleName: name }, options));
  const shown = required(answer.Role, 'role');
  roles.seen(shown);
  return roleFacets(shown);
}

/** The operations on a role itself: reading it, editing it, an ordinary one's making and removal, and assuming it. */
export const roleOperations: Performers<
  | 'GetRole'
  | 'ListRoleTags'
  | 'UpdateRole'
  | 'UpdateRoleDescription'
  | 'TagRole'
  | 'UntagRole'
  | 'UpdateAssumeRolePolicy'
  | 'CreateRole'
  | 'DeleteRole'
  | 'AssumeRole'
> = {
  async GetRole({ role }, context) {
    const { calls, roles } = context;
    try {
      return await readRole(roles.name(role), context);
    } catch (error) {
      const absent = error instanceof NotAnswered && 'code' in error.outcome && error.outcome.code === 'NoSuchEntity';
      if (!absent || role !== 'linked' || !mayBeElsewhere(context)) throw error;
      const listed = await allRoles(calls, pathOf(context)).catch((unlisted: unknown) => {
        throw unlisted instanceof NotAnswered ? error : unlisted;
      });
      if (roles.listed(listed).linked === undefined) throw error;
      return readRole(roles.name('linked'), context);
    }
  },

  async ListRoleTags({ role }, { calls, roles }) {
    const tags = await allPages(async (from) => {
      const answer = await calls.iam((iam, options) =>
        iam.listRoleTags({ RoleName: roles.name(role), Marker: from }, options),
      );
      return { items: answer.Tags, next: answer.IsTruncated === true ? answer.Marker : undefined };
    });
    return { tags: tagObject(tags) };
  },

  async UpdateRole({ role, description, maxSessionDuration }, { calls, roles }) {
    await calls.iam((iam, options) =>
      iam.updateRole(
        {
          RoleName: roles.name(role),
          Description: description === undefined ? undefined : descriptionText(description),
          MaxSessionDuration: maxSessionDuration,
        },
        options,
      ),
    );
    return {};
  },

  async UpdateRoleDescription({ role, description }, { calls, roles }) {
    const answer = await calls.iam((iam, options) =>
      iam.updateRoleDescription({ RoleName: roles.name(role), Description: descriptionText(description) }, options),
    );
    const text = answer.Role?.Description;
    return facets({ description: text === undefined ? undefined : textOrNull(text) });
  },

  async TagRole({ role, key, value }, { calls, roles }) {
    await calls.iam((iam, options) =>
      iam.tagRole({ RoleName: roles.name(role), Tags: [{ Key: key, Value: value }] }, options),
    );
    return {};
  },

  async UntagRole({ role, key }, { calls, roles }) {
    await calls.iam((iam, options) => iam.untagRole({ RoleName: roles.name(role), TagKeys: [key] }, options));
    return {};
  },

  async UpdateAssumeRolePolicy({ role }, { calls, roles }) {
    await calls.iam((iam, options) =>
      iam.updateAssumeRolePolicy({ RoleName: roles.name(role), PolicyDocument: OTHER_TRUST }, options),
    );
    return {};
  },

  async CreateRole({ role, path }, context) {
    const { calls, registry, roles } = context;
    const name = roles.name(role);
    registry.will({ kind: 'role', name });
    const answer = await calls.iam((iam, options) =>
      iam.createRole(
        {
          RoleName: name,
          Path: path === undefined ? undefined : pathOf(context),
          AssumeRolePolicyDocument: OTHER_TRUST,
        },
        options,
      ),
    );
    const made = required(answer.Role, 'role');
    roles.seen(made);
    if (role === 'lookalike') roles.lookalikeMade();
    return identityFacets(made);
  },

  async DeleteRole({ role }, { calls, roles }) {
    await calls.iam((iam, options) => iam.deleteRole({ RoleName: roles.name(role) }, options));
    if (role === 'lookalike') roles.lookalikeGone();
    return {};
  },

  async AssumeRole({ role }, { calls, roles }) {
    await calls.sts((sts, options) =>
      sts.assumeRole({ RoleArn: roles.arn(role), RoleSessionName: NAMES.session }, options),
    );
    return {};
  },
};
