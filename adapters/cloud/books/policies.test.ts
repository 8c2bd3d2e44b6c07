import { layersOfUser } from './layers.ts';
import { decideLayers } from './policy-evaluation.ts';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, desk, named, policy } from './books.fixture.ts';
import { MANAGED_POLICIES } from './managed-policies.ts';
import { isPolicyDocument } from './policy-evaluation.ts';

const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const OWN = `arn:aws:iam::${ACCOUNT}:policy/team/Logs`;
const ROLES = { find: () => undefined, attachments: (arn: string) => (arn === OWN ? 2 : 0), boundaries: () => 0 };

function withPolicy(...roles: (typeof ROLES)[]) {
  const one = desk(roles[0] === undefined ? {} : { roles: roles[0] });
  const made = one.ask('CreatePolicy', {
    PolicyName: 'Logs',
    Path: '/team/',
    PolicyDocument: policy('Allow', 'mediapackage:*'),
    Description: 'Turns logs on.',
    Tags: [{ Key: 'team', Value: 'live' }],
  });
  return { ...one, made: made['Policy'] };
}

describe('the policies of AWS', () => {
  it.each(MANAGED_POLICIES)('have documents: $name', ({ name, document }) => {
    const { ask, books } = desk();
    const arn = `arn:aws:iam::aws:policy/${name}`;
    expect(isPolicyDocument(document)).toBe(true);
    expect(books.policies.documentOf(arn)).toBe(document);
    expect(ask('GetPolicy', { PolicyArn: arn })['Policy']).toMatchObject({ Arn: arn, DefaultVersionId: 'v1' });
    expect(ask('GetPolicyVersion', { PolicyArn: arn, VersionId: 'v1' })['PolicyVersion']).toMatchObject({
      Document: document,
      IsDefaultVersion: true,
    });
  });

  it('allow what their names say', () => {
    const { ask, books } = desk();
    const may = (name: string, ...actions: string[]): boolean[] => {
      ask('CreateUser', { UserName: name });
      ask('AttachUserPolicy', { UserName: name, PolicyArn: `arn:aws:iam::aws:policy/${name}` });
      return actions.map(
        (action) => decideLayers(layersOfUser(books, name), { action, resource: '*' }).decision === 'allowed',
      );
    };
    const asked = [
      'iam:GetRole',
      'iam:CreateServiceLinkedRole',
      'mediapackage:ListChannels',
      'mediapackage:ConfigureLogs',
    ];
    expect(may('AdministratorAccess', ...asked)).toEqual([true, true, true, true]);
    expect(may('ReadOnlyAccess', ...asked)).toEqual([true, false, true, false]);
    expect(may('IAMFullAccess', ...asked)).toEqual([true, true, false, false]);
    expect(may('IAMReadOnlyAccess', ...asked)).toEqual([true, false, false, false]);
    expect(may('AWSElementalMediaPackageFullAccess', ...asked)).toEqual([false, false, true, true]);
    expect(may('AWSElementalMediaPackageReadOnly', ...asked)).toEqual([false, false, true, false]);
  });

  it('cannot be deleted', () => {
    expect(desk().refusal('DeletePolicy', { PolicyArn: ADMIN })).toContain('AccessDenied 403');
  });
});

describe("a customer's policy", () => {
  it('is made, with its tags and without its description in the answer', () => {
    const { made, ask } = withPolicy();
    expect(made).toMatchObject({
      PolicyName: 'Logs',
      Path: '/team/',
      Arn: OWN,
      PolicyId: expect.stringMatching(/^ANPA/),
      Tags: [{ Key: 'team', Value: 'live' }],
      AttachmentCount: 0,
    });
    expect(made).not.toHaveProperty('Description');
    expect(ask('GetPolicy', { PolicyArn: OWN })['Policy']).toMatchObject({ Description: 'Turns logs on.' });
  });

  it('is refused where its name is taken in any case, or its document is none or too long', () => {
    const { refusal } = withPolicy();
    const make = (PolicyName: string, PolicyDocument: string): string =>
      refusal('CreatePolicy', { PolicyName, PolicyDocument });
    expect(make('LOGS', policy('Allow', '*'))).toBe(
      'EntityAlreadyExists 409: A policy called LOGS already exists. Duplicate names are not allowed.',
    );
    expect(make('other', '{}')).toBe('MalformedPolicyDocument 400: Syntax errors in policy.');
    expect(make('other', policy('Allow', `iam:${'a'.repeat(6144)}`))).toBe(
      'LimitExceeded 409: Cannot exceed quota for PolicySize: 6144',
    );
  });

  it.each(['DeletePolicy', 'GetPolicy', 'ListPolicyVersions'])(
    'is found by the whole of its ARN alone: %s',
    (action) => {
      const { refusal } = withPolicy();
      for (const other of [`arn:aws:iam::${ACCOUNT}:policy/Logs`, `arn:aws:iam::444455556666:policy/team/Logs`])
        expect(refusal(action, { PolicyArn: other })).toBe(`NoSuchEntity 404: Policy ${other} was not found.`);
      expect(refusal(action, { PolicyArn: OWN })).toBe('answered');
    },
  );

  it('has one version', () => {
    const { ask, refusal } = withPolicy();
    expect(named(ask('ListPolicyVersions', { PolicyArn: OWN })['Versions'], 'VersionId')).toEqual(['v1']);
    expect(refusal('GetPolicyVersion', { PolicyArn: OWN, VersionId: 'v2' })).toBe(
      `NoSuchEntity 404: Policy ${OWN} version v2 does not exist or is not attachable.`,
    );
  });

  it('is kept while anything has it: a user, a group, a boundary', () => {
    const { ask, refusal } = withPolicy();
    const conflict = 'DeleteConflict 409: Cannot delete a policy attached to entities.';
    ask('CreateUser', { UserName: 'eve' });
    ask('CreateGroup', { GroupName: 'staff' });
    ask('AttachUserPolicy', { UserName: 'eve', PolicyArn: OWN });
    ask('AttachGroupPolicy', { GroupName: 'staff', PolicyArn: OWN });
    expect(ask('GetPolicy', { PolicyArn: OWN })['Policy']).toMatchObject({ AttachmentCount: 2 });
    expect(refusal('DeletePolicy', { PolicyArn: OWN })).toBe(conflict);
    ask('DetachUserPolicy', { UserName: 'eve', PolicyArn: OWN });
    ask('DetachGroupPolicy', { GroupName: 'staff', PolicyArn: OWN });
    ask('CreateUser', { UserName: 'bounded', PermissionsBoundary: OWN });
    expect(ask('GetPolicy', { PolicyArn: OWN })['Policy']).toMatchObject({ PermissionsBoundaryUsageCount: 1 });
    expect(refusal('DeletePolicy', { PolicyArn: OWN })).toBe(conflict);
    ask('DeleteUser', { UserName: 'bounded' });
    ask('DeletePolicy', { PolicyArn: OWN });
    expect(refusal('GetPolicy', { PolicyArn: OWN })).toContain('NoSuchEntity');
  });

  it('is kept while a role has it, and counted there', () => {
    const { ask, refusal } = withPolicy(ROLES);
    expect(ask('GetPolicy', { PolicyArn: OWN })['Policy']).toMatchObject({ AttachmentCount: 2 });
    expect(refusal('DeletePolicy', { PolicyArn: OWN })).toContain('DeleteConflict');
  });
});

describe('the list of policies', () => {
  const names = (input: object): unknown[] => {
    const { ask } = withPolicy();
    ask('CreateUser', { UserName: 'eve', PermissionsBoundary: OWN });
    ask('AttachUserPolicy', { UserName: 'eve', PolicyArn: ADMIN });
    return named(ask('ListPolicies', { ...input })['Policies'], 'PolicyName');
  };

  it('is told apart by scope, path and use', () => {
    expect(names({})).toEqual([...MANAGED_POLICIES.map(({ name }) => name), 'Logs'].toSorted());
    expect(names({ Scope: 'Local' })).toEqual(['Logs']);
    expect(names({ Scope: 'AWS' })).toHaveLength(MANAGED_POLICIES.length);
    expect(names({ PathPrefix: '/team/' })).toEqual(['Logs']);
    expect(names({ OnlyAttached: 'true' })).toEqual(['AdministratorAccess', 'Logs']);
    expect(names({ OnlyAttached: false, Scope: 'Local' })).toEqual(['Logs']);
    expect(names({ PolicyUsageFilter: 'PermissionsPolicy' })).toEqual(['AdministratorAccess']);
    expect(names({ PolicyUsageFilter: 'PermissionsBoundary' })).toEqual(['Logs']);
  });

  it('comes in pages', () => {
    const { ask } = withPolicy();
    const { Marker, IsTruncated, Policies } = ask('ListPolicies', { MaxItems: 4 });
    expect([Policies, IsTruncated]).toEqual([expect.objectContaining({ length: 4 }), true]);
    expect(ask('ListPolicies', { Marker })['Policies']).toHaveLength(MANAGED_POLICIES.length + 1 - 4);
  });
});
