/** What reads reports: each as its own consumer does, none as the suite does that wrote them. */
import xterm from '@xterm/headless';
import { XMLParser } from 'fast-xml-parser';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { parse, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

/** What a consumer makes of a report. */
export interface Reading {
  /** All that somebody sees of it, on one line. */
  readonly shown: string;
  /** Every kind of thing in it but text: elements with their attributes, and where they lead. */
  readonly things: ReadonlySet<string>;
  /** What no report may do. */
  readonly complaints: readonly string[];
}

/** Characters that do not show, or turn others round, line breaks and tabs aside. */
const UNSEEN = new RegExp(
  String.raw`[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164]|` +
    String.raw`[\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}\p{Cs}\p{Co}]`,
  'u',
);

const COLOUR = new RegExp(String.raw`\u001b\[[\d;]*m`, 'g');
const CONCEALED = new RegExp(String.raw`\u001b\[(?:[\d;]*;)?8(?:;[\d;]*)?m`);

const unseen = (text: string): readonly string[] => {
  const found = UNSEEN.exec(text);
  return found === null
    ? []
    : [
        `U+${found[0].codePointAt(0)?.toString(16)} does not show in ${JSON.stringify(text.slice(Math.max(0, found.index - 20), found.index + 20))}`,
      ];
};

type Node = DefaultTreeAdapterTypes.Node;

/** Attributes of which the value says what happens, and not how something looks or reads. */
const LEADS =
  /^(?:href|src|srcset|action|formaction|data|poster|background|xlink:href|ping|cite|http-equiv|content|style|on.*)$/;

/** An address without what is only data in it. */
const lead = (name: string, value: string): string =>
  name === 'href' && /^https?:\/\/[^/]/.test(value) ? 'https' : value.replace(/^#.*/s, '#');

/** @param refers whether what begins with `@` or `#` becomes a link later on */
function readNode(root: Node, refers: boolean): Reading {
  const [texts, things, complaints]: [string[], Set<string>, string[]] = [[], new Set(), []];
  const visit = (node: Node, inCode: boolean): void => {
    if (node.nodeName === '#text') {
      const { value } = node as DefaultTreeAdapterTypes.TextNode;
      const parent = (node as DefaultTreeAdapterTypes.TextNode).parentNode?.nodeName;
      if (parent === 'script' || parent === 'style') {
        things.add(`${parent}: ${value}`);
        return;
      }
      texts.push(value);
      // What the suite puts behind the beginning of a reference, so that it is none.
      complaints.push(...unseen(refers ? value.replaceAll(/(?<=[@#]|GH-)\u200b/gi, '') : value));
      if (refers && !inCode && /(?:^|[^\w`/.])@[a-z\d]|(?:^|[^\w&])#\d|\bGH-\d/i.test(value))
        complaints.push(`a text that refers: ${value}`);
      return;
    }
    if (node.nodeName === '#comment')
      complaints.push(`a comment: ${(node as DefaultTreeAdapterTypes.CommentNode).data}`);
    if ('attrs' in node) {
      const attributes = node.attrs.map(({ name, value }) =>
        LEADS.test(name) ? `${name}=${lead(name, value)}` : name,
      );
      for (const { value } of node.attrs) {
        complaints.push(...unseen(value));
        texts.push(value);
      }
      things.add(`<${[node.nodeName, ...attributes.sort()].join(' ')}>`);
    }
    if ('childNodes' in node)
      for (const child of node.childNodes) visit(child, inCode || ['code', 'pre'].includes(node.nodeName));
  };
  visit(root, false);
  return { shown: texts.join(' '), things, complaints };
}

/** A browser. */
export const readHtml = (text: string): Reading => readNode(parse(text), false);

/** GitHub, which shows Markdown: what becomes of it as HTML. */
export const readMarkdown = (text: string): Reading => {
  const html = micromark(text, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  return readNode(parseFragment(html), true);
};

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: true,
  htmlEntities: false,
});

/** A reader of XML, for what it says; whether it is XML at all is for `xmllint` to say, for many texts at once. */
export function readXml(text: string): Reading {
  const [texts, things, complaints]: [string[], Set<string>, string[]] = [[], new Set(), unseen(text).slice()];
  const visit = (value: unknown, path: string): void => {
    things.add(path);
    if (Array.isArray(value)) for (const one of value) visit(one, path);
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) visit(one, `${path}/${key}`);
    else texts.push(String(value));
  };
  visit(xml.parse(text), '');
  return { shown: texts.join(' '), things, complaints };
}

/** The commands of GitHub Actions (documentation, "Workflow commands"; actions/runner, ActionCommandManager). */
const COMMANDS = new Set(
  'add-mask add-matcher add-path debug echo endgroup error group internal-set-repo-path notice remove-matcher save-state set-env set-output stop-commands warning'.split(
    ' ',
  ),
);

/** The command of a line, as the runner finds it: `::name key=value::` at its start, or `##[name ...]` anywhere. */
function commandIn(line: string): string | undefined {
  const start = line.trimStart();
  const end = start.startsWith('::') ? start.indexOf('::', 2) : -1;
  const newer = end < 0 ? '' : start.slice(2, end);
  const at = line.indexOf('##[');
  const close = at < 0 ? -1 : line.indexOf(']', at);
  const older = close < 0 ? '' : line.slice(at + 3, close);
  return [newer, older].find((info) => COMMANDS.has((info.split(' ', 1)[0] ?? '').toLowerCase()));
}

/** The log of a CI; a line ends where the runner's reader has it end. The commands of GitHub, and anything that others take for one. */
export function readLog(text: string): Reading {
  const lines = text.split(/\r\n|\r|\n/);
  const commands = lines.flatMap((line) => commandIn(line) ?? []);
  const things = commands.map((info) => {
    const [name = '', ...rest] = info.split(' ');
    const keys = rest
      .join(' ')
      .split(',')
      .flatMap((pair) => (pair.includes('=') ? [pair.split('=', 1)[0]] : []));
    return `::${[name, ...keys].join(' ')}::`;
  });
  const foreign = lines
    .filter((line) => /##(?:vso|teamcity)?\[/i.test(line))
    .map((line) => `a command of a CI: ${line.slice(0, 200)}`);
  return { shown: lines.join(' '), things: new Set(things), complaints: foreign };
}

const [COLUMNS, ROWS] = [250, 50];

/** A terminal: what stands on its screen at the end, where all that it was sent shows and nothing else happened. */
export class Screen {
  readonly #terminal = new xterm.Terminal({
    allowProposedApi: true,
    cols: COLUMNS,
    rows: ROWS,
    scrollback: 300_000,
    convertEol: true,
  });
  #happened: string[] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor() {
    const { parser } = this.#terminal;
    const note = (what: string) => () => {
      this.#happened.push(what);
      return true;
    };
    this.#terminal.onTitleChange(note('a title'));
    this.#terminal.onBell(note('a bell'));
    this.#terminal.onData(note('an answer to the program'));
    for (const code of [0, 1, 2, 4, 7, 8, 9, 10, 11, 52, 133, 777, 1337])
      parser.registerOscHandler(code, note(`OSC ${code}`));
    for (const final of 'ABCDEFGHIJKLMPSTXZ`abcdefghlnpqrstuvxyz{|}~'.split(''))
      parser.registerCsiHandler({ final }, note(`CSI ${final}`));
    for (const final of 'c78DEHMNOZ='.split('')) parser.registerEscHandler({ final }, note(`ESC ${final}`));
    parser.registerDcsHandler({ final: 'q' }, note('DCS'));
  }

  /** Reads one text after the other, whoever asks. */
  read(text: string): Promise<Reading> {
    const reading = this.#last.then(() => this.#read(text));
    this.#last = reading;
    return reading;
  }

  async #read(text: string): Promise<Reading> {
    this.#happened = [];
    this.#terminal.reset();
    await new Promise<void>((resolve) => this.#terminal.write(text, resolve));
    const { active } = this.#terminal.buffer;
    let shown = '';
    for (let at = 0; at < active.length; at += 1) {
      const line = active.getLine(at);
      if (line !== undefined) shown += `${line.isWrapped ? '' : '\n'}${line.translateToString(false)}`;
    }
    const sent = text
      .replaceAll(COLOUR, '')
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n');
    shown = shown
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n');
    const same = shown.trim() === sent.trim();
    return {
      shown: sent,
      things: new Set(),
      complaints: [
        ...this.#happened,
        ...unseen(sent),
        ...(CONCEALED.test(text) ? ['a concealed text'] : []),
        ...(same ? [] : [`the screen is not what was sent: ${differing(shown.trim(), sent.trim())}`]),
      ],
    };
  }
}

function differing(shown: string, sent: string): string {
  const at = shown.split('').findIndex((character, index) => character !== sent[index]);
  return JSON.stringify([shown.slice(Math.max(0, at - 20), at + 40), sent.slice(Math.max(0, at - 20), at + 40)]);
}
