import { isCustomers, type Operation, type Refused } from '../../../model/index.ts';

const PRINCIPAL_FORM = '[\\w+=,.@-]+';

/**
 * The text of a refusal: AWS's own where it is recorded, about the name that the caller gave; else the model's.
 * @param name what the operation is about, as the caller names it
 */
export function refusalMessage(operation: Operation, refused: Refused, name: string): string {
  const { code, message } = refused;
  if (operation.kind === 'CreateServiceLinkedRole') {
    if (operation.service === 'missing') return constraint('Value null', 'aWSServiceName', 'Member must not be null');
    if (operation.service === 'malformed')
      return constraint('Value', 'aWSServiceName', `Member must satisfy regular expression pattern: ${PRINCIPAL_FORM}`);
    if (code === 'AccessDenied' && operation.as === undefined)
      return `Cannot find Service Linked Role template for ${name}`;
    return code === 'ValidationError' ? badDescription : message;
  }
  if (code === 'ValidationError' && 'description' in operation) return badDescription;
  if (code === 'NoSuchEntity' && 'role' in operation) {
    if (operation.kind === 'DeleteServiceLinkedRole' && isCustomers(operation.role) && message !== code)
      return `${name} exists but is not a service role.`;
    if (message === code) return `The role with name ${name} cannot be found.`;
  }
  if (code === 'EntityAlreadyExists' && operation.kind === 'CreateRole')
    return `Role with name ${name} already exists.`;
  if (code === 'NotFoundException') return `The resource ${name} was not found`;
  if (operation.kind === 'AssumeRole') return `User is not authorized to perform: sts:AssumeRole on resource: ${name}`;
  return message;
}

const constraint = (value: string, member: string, what: string): string =>
  `1 validation error detected: ${value} at '${member}' failed to satisfy constraint: ${what}`;

const badDescription = constraint(
  'Value',
  'description',
  'Member must have length less than or equal to 1000 and satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*',
);
