import { spawnSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { command, hasPython } from '../../examples/python-target/python.fixture.ts';
import {
  bash,
  code,
  fenced,
  harmless,
  html,
  js,
  json,
  mdown,
  page,
  plain,
  property,
  py,
  workflow,
  xml,
} from '../../reports/encode/index.ts';
import { bases, drawing } from './cases.ts';
import { readHtml, readLog, readMarkdown, Screen } from './consumers.ts';
import { poisons } from './poison.ts';
import { complaintsAbout } from './reports.ts';

const texts = Object.values(poisons('http://127.0.0.1:1/trap', '/home/x'));

/** What shows of a text whatever encodes it: its letters and digits, in their order, those of escapes aside. */
const letters = (text: string): string => text.replaceAll(/\\u\{[\da-f]+\}/g, '').replaceAll(/[^A-Za-z\d]/g, '');
const visibly = (text: string): string => letters(text.replaceAll(/[^ -~]/g, ''));

/** Half a character is no character where texts are bytes. */
const whole = (text: string): string => text.replaceAll(/\p{Cs}/gu, '\ufffd');

describe('what means no good is one text for', () => {
  it.each(texts)('a browser: %j', (text) => {
    const { shown, things, complaints } = readHtml(html`<p title="${text}">${text}</p>`.text);
    expect([...things].sort()).toEqual(['<body>', '<head>', '<html>', '<p title>']);
    expect(complaints).toEqual([]);
    expect(letters(shown)).toBe(visibly(text).repeat(2));
  });

  it.each(texts)('GitHub, as Markdown: %j', (text) => {
    for (const markdown of [mdown`${text}`, code(text), mdown`- ${text}`]) {
      const { shown, things, complaints } = readMarkdown(markdown.text);
      expect(complaints).toEqual([]);
      expect(['<code>', '<li>', '<p>', '<ul>', '<em>']).toEqual(expect.arrayContaining([...things]));
      if (visibly(text) !== '') expect(letters(shown)).toBe(visibly(text));
    }
    const block = readMarkdown(page(fenced(text, 'sh')));
    expect([...block.things].sort()).toEqual(['<code class>', '<pre>']);
    expect(block.complaints).toEqual([]);
  });

  it.each(texts)('XML: %j', (text) => {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      parseTagValue: false,
      trimValues: false,
    });
    const { root } = parser.parse(xml({ root: { '@name': text, '#text': text } })) as {
      root: { '@name': string; '#text'?: string };
    };
    expect(Object.keys(root).sort()).toEqual(expect.arrayContaining(['@name']));
    for (const read of Object.values(root)) expect(letters(read)).toBe(visibly(text));
  });

  it.each(texts)('the log of a CI: %j', (text) => {
    const { things, complaints } = readLog(workflow`::error title=${property(text)}::${text}`.text);
    expect([...things]).toEqual(['::error title::']);
    expect(complaints).toEqual([]);
    const printed = readLog(`${plain(text)}\n${json([text], 2)}\n${harmless(plain(text))}`);
    expect([...printed.things, ...printed.complaints]).toEqual([]);
  });

  it.each(texts)('JSON and JavaScript: %j', (text) => {
    expect(JSON.parse(json([text]))).toEqual([text]);
    expect(runInNewContext(js`[${text}]`.text)).toEqual([text]);
  });

  it('a terminal', async () => {
    const screen = new Screen();
    for (const text of texts) {
      expect((await screen.read(harmless(`a ${plain(text)} b\n`))).complaints).toEqual([]);
      expect((await screen.read(harmless(`a ${text} b\n`))).complaints).toEqual([]);
    }
  });

  it('bash', () => {
    const words = bash.joined(
      texts.map((text) => bash`${text}`),
      ' ',
    );
    const { stdout } = spawnSync('bash', ['-c', `printf '%s\\0' ${words.text}`], { encoding: 'utf8' });
    expect(stdout.split('\0').slice(0, -1)).toEqual(texts.map((text) => whole(text).replaceAll('\0', '\ufffd')));
  });

  it.runIf(hasPython(process.env['CI'] === 'true'))('Python', () => {
    const list = py.joined(
      texts.map((text) => py`${text}`),
      ', ',
    );
    const { stdout } = spawnSync(command('python'), ['-c', `import json\nprint(json.dumps([${list.text}]))`], {
      encoding: 'utf8',
    });
    expect(JSON.parse(stdout)).toEqual(texts);
  });
});

it(
  'every report of a forged run is read by its own consumer as that of an honest one',
  { timeout: 60_000 },
  async () => {
    const all = await bases(2);
    const known = new Map<string, Set<string>>();
    for (let seed = 1; seed <= 6; seed += 1) {
      const draw = drawing(seed);
      const { run, twin, texts: said } = (all[seed % all.length] as (typeof all)[number]).spoilt(draw, texts);
      expect(await complaintsAbout(run, known, { run: twin, texts: said })).toEqual([]);
    }
  },
);
