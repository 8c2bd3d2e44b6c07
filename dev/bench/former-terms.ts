import { spelt } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';

/*
 * The record that behaviours are compared with was made when operations and facets of MediaPackage had names of their own. What is the
 * same in other words is told in the words of that time: nothing else is changed.
 */

type Members = { readonly [member: string]: unknown };

/** Names of facets, of the resource, and of what of a resource is on. */
const wordOf = (text: string): string =>
  text
    .replaceAll('packaging-group', 'group')
    .replaceAll(/\bside:(?=[a-z])/g, '')
    .replaceAll(/(?<=\/\d+(?::ingress)?):(ingress|egress)/g, (_, side: string) => side.slice(0, 1))
    .replaceAll(/\bresources(?= |$)/g, 'channels')
    .replaceAll('resourceDescription', 'channelDescription');

function valueOf(value: unknown): unknown {
  if (typeof value === 'string') return wordOf(value);
  if (Array.isArray(value)) return value.map(valueOf);
  if (typeof value !== 'object' || value === null) return value;
  const { kind, resource, sides, ...rest } = value as Members;
  if (typeof kind === 'string' && typeof resource === 'string') return membersOf(spelt(mediapackage, value as never));
  if (typeof sides === 'object' && sides !== null && kind === undefined) {
    const { ingress = null, egress = null } = sides as Members;
    return membersOf({ ingress, egress, ...rest });
  }
  return membersOf(value as Members);
}

const membersOf = (value: Members): Members =>
  Object.fromEntries(Object.entries(value).map(([key, one]) => [wordOf(key), valueOf(one)]));

/** A text of a behaviour, in JSON, by the names of that time. */
export const inFormerTerms = (text: string): string => (text === '' ? '' : JSON.stringify(valueOf(JSON.parse(text))));
