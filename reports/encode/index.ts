/** Text of a target, for each language that it is written into. */
export { property, workflow } from './workflow.ts';
export { Written } from './written.ts';
export { address, code, fenced, inMarkdown, type Markdown, mdown, page, row, rule } from './markdown.ts';
export { json } from './json.ts';
export { harmless, plain, plainly } from './terminal.ts';
export { html, type Markup } from './html.ts';
export { type Element, xml } from './xml.ts';
export { bash, quoted } from './bash.ts';
export { jsonInner } from './escapes.ts';
export { inTemplate, js } from './javascript.ts';
export { inFormat, py } from './python.ts';
export { visible } from './visible.ts';
