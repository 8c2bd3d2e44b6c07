import type { BookActions } from '../books/books.ts';
import { text } from '../constraints.ts';

/**
 * What accounts played here never have, by the action that asks and the member that would hold it. Tools that clean up or
 * check an account ask for them on their way.
 */
const NEVER: Readonly<Record<string, string>> = {
  ListAccountAliases: 'AccountAliases',
  ListMFADevices: 'MFADevices',
  ListOpenIDConnectProviders: 'OpenIDConnectProviderList',
  ListSAMLProviders: 'SAMLProviderList',
  ListSSHPublicKeys: 'SSHPublicKeys',
  ListServerCertificates: 'ServerCertificateMetadataList',
  ListServiceSpecificCredentials: 'ServiceSpecificCredentials',
  ListSigningCertificates: 'Certificates',
  ListVirtualMFADevices: 'VirtualMFADevices',
};

/** The lists of IAM that are empty here, for the account or for a user that must be there. */
export const emptyAnswers: BookActions = Object.fromEntries(
  Object.entries(NEVER).map(([action, member]) => [
    action,
    (books, { input }) => {
      const user = text(input, 'UserName');
      if (user !== undefined) books.users.require(user);
      return { [member]: [], IsTruncated: false };
    },
  ]),
);
