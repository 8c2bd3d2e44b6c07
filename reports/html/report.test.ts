import { createHash } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { answered } from '../../model/index.ts';
import { headline, htmlReport, matrixHtml, matrixOf } from '../index.ts';
import { deviating, expecting, runWith, saying, undecided } from '../run.fixture.ts';

/** What a hostile target might say. */
const HOSTILE = `</details><script>alert(1)</script><img src=x onerror=alert(1)> "'><b>&amp;`;

/** The elements of a page, in order, by their names. */
const elements = (page: string): readonly string[] =>
  [...page.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, name]) => name ?? '');

/** The text of a page, without its style and script. */
const textOf = (page: string): string =>
  page
    .replaceAll(/<(style|script)>[^]*?<\/\1>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('a run as an HTML page', () => {
  it('begins with the verdict in words', () => {
    expect(/<h1>\s*(.*?)\s*<\/h1>/s.exec(htmlReport(deviating))?.[1]).toBe(headline(deviating));
  });

  it('has every requirement with its verdict, and a finding behind the name of each that is broken', () => {
    const page = htmlReport(deviating);
    const rows = [...page.matchAll(/<tr data-verdict="(\w+)">/g)].map(([, verdict]) => verdict);
    expect(rows).toEqual(deviating.requirements.map(({ verdict }) => verdict));
    for (const { id, statement } of deviating.requirements) {
      expect(page).toContain(`<code>${id}</code>`);
      expect(textOf(page)).toContain(statement.replaceAll("'", '&#39;').replaceAll('"', '&quot;'));
    }
    const linked = [...page.matchAll(/href="#([\w-]+)"/g)].map(([, anchor]) => anchor);
    expect(linked).toEqual(['permissions-name', 'permissions-policy-attached', 'editing-trust']);
    for (const anchor of linked) expect(page).toContain(`id="${anchor}"`);
  });

  it('shows a program as messages between customer and service, what was expected over what was observed', () => {
    const page = htmlReport(deviating);
    const finding = page.slice(page.indexOf('id="permissions-name"'), page.indexOf('id="permissions-policy-attached"'));
    expect(finding.match(/<li class="[^"]*"/g)).toEqual(['<li class="ask to-1"', '<li class="answer fault to-1"']);
    expect(textOf(finding)).toContain(
      'expected name &quot;AWSServiceRoleFor MediaP ackage&quot; observed name &quot;AWSServiceRoleFor mediap ackage&quot;',
    );
    const read = page.slice(page.indexOf('id="permissions-policy-attached"'), page.indexOf('id="editing-trust"'));
    expect(textOf(read)).toContain('then ListAttachedRolePolicies asked of IAM expected attached');
  });

  it('says in the drawing what was met how often, and what never', () => {
    const page = htmlReport(
      runWith(
        {},
        {
          coverage: {
            operations: {},
            endings: { CreateServiceLinkedRole: { 'role-made': 12, 'role-made-again': 3 } },
            timeToVisible: { samples: 0, p50Ms: 0, maxMs: 0 },
          },
        },
      ),
    );
    expect(page).toContain('created through IAM × 15');
    expect(page).toContain('task SUCCEEDED, never');
    expect(textOf(page)).toContain('14 of 15 were never met as the specification says');
  });

  it('says that the suite failed where it did, and does not look green then', () => {
    const page = htmlReport(runWith({}, { harnessErrors: [{ message: `boom ${HOSTILE}` }] }));
    expect(textOf(page)).toContain('The suite failed, which says nothing about the target: boom &lt;/details&gt;');
    expect(page).toContain('class="verdict unsure"');
    expect(htmlReport(undecided)).toContain('class="verdict unsure"');
    expect(htmlReport(deviating)).toContain('class="verdict bad"');
    expect(htmlReport(runWith({}))).toContain('class="verdict good"');
  });

  it('shows whatever a target said as text', () => {
    const said = (text: string): string =>
      htmlReport({
        ...runWith({ 'regions/apart': { verdict: 'inconclusive', reason: saying(text) } }),
        target: { name: text, version: text, endpoint: text, isolation: text },
        observations: [{ about: text, seen: [{ value: text, times: 1 }] }],
        requirements: deviating.requirements.map((result) =>
          result.counterexample === undefined
            ? { ...result, reason: saying(text) }
            : {
                ...result,
                counterexample: {
                  ...result.counterexample,
                  steps: result.counterexample.steps.map((step) => ({
                    ...step,
                    outcome: answered({ name: `${text}!` }),
                    breaches: [expecting('name', text)],
                  })),
                },
              },
        ),
      });
    expect(elements(said(HOSTILE))).toEqual(elements(said('harmless')));
    expect(said(HOSTILE)).not.toContain('<img');
  });

  it('may run its own script and style, and load nothing', () => {
    const page = htmlReport(deviating);
    const policy = (/Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '').replaceAll('&#39;', "'");
    expect(policy).toContain("default-src 'none'");
    for (const element of ['style', 'script']) {
      const text = new RegExp(`<${element}>([^]*?)</${element}>`).exec(page)?.[1] ?? '';
      const hash = createHash('sha256').update(text).digest('base64');
      expect(policy).toContain(`${element}-src 'sha256-${hash}'`);
    }
    expect(/\ssrc=|\sstyle="|\son\w+="|url\((?!#head\))/.exec(page)).toBeNull();
  });

  it('is well-formed', () => {
    const body = /<body>[^]*<\/body>/.exec(htmlReport(deviating))?.[0] ?? '';
    const strict = body.replaceAll(/<script>[^]*?<\/script>/g, '').replaceAll(/ (open|hidden|checked)(?=[\s>/])/g, '');
    expect(() => new XMLParser({ allowBooleanAttributes: true }).parse(strict, true)).not.toThrow();
  });
});

describe('runs side by side as an HTML page', () => {
  const matrix = matrixOf([deviating, runWith({})]);

  it('has a row for every requirement, and marks what the filters go by', () => {
    const page = matrixHtml(matrix);
    const rows = [...page.matchAll(/<tr class="(row[^"]*)">/g)].map(([, classes]) => classes);
    expect(rows).toHaveLength(deviating.requirements.length);
    expect(rows.filter((classes) => classes?.includes('breaks'))).toHaveLength(4);
    expect(rows.filter((classes) => classes?.includes('differs'))).toHaveLength(9);
  });

  it('links what is broken to the report of its run, where that is known', () => {
    expect(matrixHtml(matrix)).not.toContain('<a href');
    const page = matrixHtml(matrix, { 'moto 5.2.5': 'moto.html' });
    expect(page).toContain('<a href="moto.html#permissions-name">');
    expect(page.match(/<a href="moto\.html"/g)).toHaveLength(1);
  });

  it('shows whatever a target is called as text', () => {
    const named = (name: string): string =>
      matrixHtml(matrixOf([{ ...deviating, target: { name, isolation: 'none' } }]));
    expect(elements(named(HOSTILE))).toEqual(elements(named('harmless')));
  });
});
