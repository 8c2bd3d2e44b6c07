import { ApiError, type Members } from './api-call.ts';

/** Actions that name one resource by its Id; all that is made of one is made under such an Id. */
const WITH_ID = new Set([
  'CreateChannel',
  'DescribeChannel',
  'UpdateChannel',
  'DeleteChannel',
  'ConfigureLogs',
  'RotateChannelCredentials',
  'RotateIngestEndpointCredentials',
  'CreatePackagingGroup',
  'DescribePackagingGroup',
  'UpdatePackagingGroup',
  'DeletePackagingGroup',
]);
const LISTING = new Set(['ListChannels', 'ListPackagingGroups']);
const TAGGING = new Set(['TagResource', 'UntagResource', 'ListTagsForResource']);

// The API models give no constraint; these are of CloudFormation's schema of a channel and of its documentation of tags.
const ID = /^[\w-]{1,256}$/;
const MOST_TAGS = 50;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const MOST_RESULTS = 1000;

const unprocessable = (message: string): ApiError => new ApiError('UnprocessableEntityException', 422, message);
const unreadable = (message: string): ApiError => new ApiError('SerializationException', 400, message);

const shown = (value: unknown): string => JSON.stringify(String(value).slice(0, 300));

/** A member that must be text where it is given. */
function textual(input: Members, member: string): string | undefined {
  const value = Object.hasOwn(input, member) ? (input[member] ?? undefined) : undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw unreadable(`${member} must be a string`);
}

function checkId(input: Members): void {
  const id = textual(input, 'Id');
  if (id === undefined) throw unprocessable('Id is required');
  if (!ID.test(id)) throw unprocessable(`Id ${shown(id)} is not 1 to 256 letters, digits, underscores and hyphens`);
}

function checkTags(value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable('Tags must be an object');
  const pairs = Object.entries(value);
  if (pairs.length > MOST_TAGS) throw unprocessable(`${pairs.length} tags are more than ${MOST_TAGS}`);
  for (const [key, text] of pairs) {
    if (typeof text !== 'string') throw unreadable(`The value of the tag ${shown(key)} must be a string`);
    if (key.length === 0 || key.length > LONGEST_KEY)
      throw unprocessable(`The tag key ${shown(key)} is not 1 to ${LONGEST_KEY} characters long`);
    if (text.length > LONGEST_VALUE)
      throw unprocessable(`The value of the tag ${shown(key)} is longer than ${LONGEST_VALUE} characters`);
  }
}

function checkResults(value: unknown): void {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 1 || number > MOST_RESULTS)
    throw unprocessable(`MaxResults ${shown(value)} is not an integer from 1 to ${MOST_RESULTS}`);
}

/**
 * Holds an input of MediaPackage or MediaPackage VOD against what is known of their constraints.
 * @throws ApiError UnprocessableEntityException (422) for a value out of bounds, SerializationException (400) for one of a wrong type
 */
export function checkMediaInput(action: string, input: Members): void {
  if (WITH_ID.has(action)) checkId(input);
  if (LISTING.has(action)) {
    textual(input, 'NextToken');
    if ((input['MaxResults'] ?? undefined) !== undefined) checkResults(input['MaxResults']);
  }
  if (TAGGING.has(action) && !textual(input, 'ResourceArn')) throw unprocessable('ResourceArn is required');
  if (action === 'TagResource' || (input['Tags'] ?? undefined) !== undefined) checkTags(input['Tags']);
}
