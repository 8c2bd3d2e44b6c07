/**
 * A Markdown text with this section, under a heading of the second level: in place of the one of that name, or at the end.
 * What stands under the other headings stays.
 */
export function withSection(text: string, heading: string, body: string): string {
  const section = `## ${heading}\n\n${body}`;
  const at = startOf(text, heading);
  if (at === undefined) return `${text === '' ? '' : `${text.trimEnd()}\n\n`}${section}`;
  const after = text.indexOf('\n## ', at + 1);
  return `${text.slice(0, at)}${section}${after < 0 ? '' : text.slice(after)}`;
}

/** Everything of a Markdown text from its first heading of the second level on. */
export function sectionsOf(text: string): string {
  const at = `\n${text}`.indexOf('\n## ');
  return at < 0 ? '' : text.slice(at);
}

function startOf(text: string, heading: string): number | undefined {
  const at = `\n${text}`.indexOf(`\n## ${heading}\n`);
  return at < 0 ? undefined : at;
}
