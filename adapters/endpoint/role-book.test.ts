import type { Role } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { mediapackage } from '../../services/index.ts';
import { RoleBook } from './role-book.ts';

const PATH = '/aws-service-role/mediapackage.amazonaws.com/';
const role = (RoleName: string, Path = PATH): Role => ({
  RoleName,
  Path,
  RoleId: 'AROA1',
  Arn: `arn:aws:iam::123456789012:role${Path}${RoleName}`,
  CreateDate: new Date(0),
});
const book = (): RoleBook => new RoleBook(mediapackage, '100000000007');

describe('the lookalike', () => {
  it("is what the target calls the service's role, in capitals", () => {
    const roles = book();
    expect(roles.name('lookalike')).toBe('AWSSERVICEROLEFORMEDIAPACKAGE');
    roles.created('linked', role('MediaPackageRole'));
    expect(roles.name('lookalike')).toBe('MEDIAPACKAGEROLE');
  });

  it('keeps the name under which it was made until it is gone', () => {
    const roles = book();
    roles.lookalikeMade();
    roles.created('linked', role('MediaPackageRole'));
    expect(roles.name('lookalike')).toBe('AWSSERVICEROLEFORMEDIAPACKAGE');
    roles.lookalikeGone();
    expect(roles.name('lookalike')).toBe('MEDIAPACKAGEROLE');
  });
});

describe("the service's role", () => {
  it('has the documented name until the target tells another', () => {
    expect(book().name('linked')).toBe('AWSServiceRoleForMediaPackage');
    expect(book().arn('linked')).toBe(`arn:aws:iam::100000000007:role${PATH}AWSServiceRoleForMediaPackage`);
  });

  it('is called what the create answer calls it', () => {
    const roles = book();
    roles.created('linked', role('AWSServiceRoleFormediapackage'));
    expect(roles.name('linked')).toBe('AWSServiceRoleFormediapackage');
    expect(roles.listed([role('AWSServiceRoleForMediaPackage'), role('AWSServiceRoleFormediapackage')])).toMatchObject({
      linked: { RoleName: 'AWSServiceRoleFormediapackage' },
      others: ['AWSServiceRoleForMediaPackage'],
    });
  });

  it('is learnt from a list when the service made it under a name of its own', () => {
    const roles = book();
    expect(roles.listed([]).linked).toBeUndefined();
    roles.listed([role('MediaPackageRole')]);
    expect(roles.name('linked')).toBe('MediaPackageRole');
    expect(roles.arn('linked')).toBe(`arn:aws:iam::123456789012:role${PATH}MediaPackageRole`);
  });

  it('keeps its name while it is gone, until another is there', () => {
    const roles = book();
    roles.created('linked', role('A'));
    expect(roles.listed([])).toEqual({ linked: undefined, others: [] });
    expect(roles.name('linked')).toBe('A');
    roles.listed([role('C'), role('B')]);
    expect(roles.name('linked')).toBe('B');
  });

  it('prefers the documented name among strangers', () => {
    const roles = book();
    expect(roles.listed([role('A'), role('AWSServiceRoleForMediaPackage')])).toMatchObject({
      linked: { RoleName: 'AWSServiceRoleForMediaPackage' },
      others: ['A'],
    });
  });

  it("is never a customer's role, nor the one with a suffix", () => {
    const roles = book();
    roles.created('suffixed', role('Odd'));
    const listed = roles.listed([
      role('conformance-ordinary'),
      role('AWSSERVICEROLEFORMEDIAPACKAGE'),
      role('Odd'),
      role('X_Conformance'),
      role('elsewhere', '/'),
    ]);
    expect(listed).toEqual({ linked: undefined, others: ['AWSSERVICEROLEFORMEDIAPACKAGE', 'conformance-ordinary'] });
  });

  it('is gone when it is gone, whatever was there beside it', () => {
    const roles = book();
    roles.created('linked', role('A'));
    expect(roles.listed([role('A'), role('B')])).toMatchObject({ linked: { RoleName: 'A' }, others: ['B'] });
    expect(roles.listed([role('B')])).toEqual({ linked: undefined, others: ['B'] });
    expect(roles.listed([role('B'), role('C')])).toMatchObject({ linked: { RoleName: 'C' }, others: ['B'] });
  });

  it('is looked for where it was made when that is the wrong path', () => {
    const roles = book();
    expect(roles.strayPath).toBeUndefined();
    roles.created('linked', role('AWSServiceRoleForMediaPackage', '/service-role/'));
    expect(roles.strayPath).toBe('/service-role/');
  });
});

describe('the other roles', () => {
  it('have names of their own', () => {
    const roles = book();
    expect(roles.name('ordinary')).toBe('conformance-ordinary');
    expect(roles.name('lookalike')).toBe('AWSSERVICEROLEFORMEDIAPACKAGE');
    roles.created('linked', role('AWSServiceRoleFormediapackage'));
    expect(roles.name('suffixed')).toBe('AWSServiceRoleFormediapackage_Conformance');
    expect(roles.arn('ordinary')).toBe('arn:aws:iam::100000000007:role/conformance-ordinary');
  });

  it('lie in the account that an answer shows when the session knows none', () => {
    const roles = new RoleBook(mediapackage, undefined);
    expect(roles.arn('ordinary')).toBe('arn:aws:iam::000000000000:role/conformance-ordinary');
    roles.seen(role('x'));
    expect(roles.arn('ordinary')).toBe('arn:aws:iam::123456789012:role/conformance-ordinary');
  });
});
