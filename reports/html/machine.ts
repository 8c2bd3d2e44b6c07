import type { EndingId } from '../../model/index.ts';
import type { Run } from '../../properties/index.ts';
import { count } from '../common/index.ts';
import { html, type Markup } from '../encode/index.ts';

/** Something that can happen to the role, with the endings of the specification that count for it. */
interface Event {
  readonly words: string;
  readonly endings: readonly EndingId[];
  /** Of this operation alone. */
  readonly of?: string;
}

interface Arrow extends Event {
  readonly path: string;
  /** Where its words stand. */
  readonly at: readonly [number, number];
  readonly anchor?: 'middle' | 'end';
}

interface Box {
  readonly name: string;
  readonly className?: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly events: readonly Event[];
}

/** The life of the role, as the specification sees it, and what happens to it there without leading elsewhere. */
const BOXES: readonly Box[] = [
  {
    name: 'no role',
    x: 16,
    y: 120,
    width: 226,
    height: 150,
    events: [
      {
        words: 'creation refused',
        endings: ['no-such-template', 'bad-input', 'suffix-refused', 'name-taken-by-another-role'],
      },
      { words: 'edit or read refused', endings: ['no-such-role'] },
      { words: 'deletion refused', endings: ['no-such-role'], of: 'DeleteServiceLinkedRole' },
    ],
  },
  {
    name: 'the role is there',
    className: 'around',
    x: 456,
    y: 16,
    width: 488,
    height: 314,
    events: [
      { words: 'second creation refused', endings: ['duplicate-refused'] },
      { words: 'description edited', endings: ['description-edited'] },
      { words: 'any other edit refused', endings: ['edit-refused'] },
      { words: 'role tagged or untagged', endings: ['role-tagged', 'role-untagged'] },
    ],
  },
  { name: 'not in use', x: 480, y: 160, width: 150, height: 82, events: [] },
  { name: 'in use', x: 770, y: 160, width: 150, height: 82, events: [] },
  {
    name: 'a deletion task is open',
    x: 456,
    y: 396,
    width: 488,
    height: 70,
    events: [{ words: 'asked for again, same task', endings: ['deletion-already-under-way'] }],
  },
];

const ARROWS: readonly Arrow[] = [
  {
    words: 'created through IAM',
    endings: ['role-made', 'role-made-again'],
    path: 'M242 190H476',
    at: [349, 180],
    anchor: 'middle',
  },
  {
    words: 'access logs enabled, role made',
    endings: ['logging-on-role-made'],
    path: 'M242 250C350 300 750 340 842 246',
    at: [560, 318],
    anchor: 'middle',
  },
  {
    words: 'logs on',
    endings: ['logging-on-role-reused'],
    path: 'M630 186H766',
    at: [700, 178],
    anchor: 'middle',
  },
  {
    words: 'logs off',
    endings: ['logging-off', 'resource-with-logging-deleted'],
    path: 'M770 218H634',
    at: [700, 236],
    anchor: 'middle',
  },
  { words: 'deletion accepted', endings: ['deletion-accepted'], path: 'M500 330V392', at: [512, 366] },
  { words: 'task FAILED', endings: ['task-failed'], path: 'M890 396V246', at: [880, 366], anchor: 'end' },
  { words: 'task SUCCEEDED', endings: ['task-succeeded'], path: 'M456 436H114V274', at: [126, 426] },
];

/** The state machine of the role as a drawing: what was met, how often, and, dashed, what never was. */
export function machineDiagram(run: Run): Markup {
  const times = ({ endings, of }: Event): number =>
    Object.entries(run.coverage.endings)
      .filter(([operation]) => of === undefined || operation === of)
      .reduce((sum, [, own]) => endings.reduce((n, ending) => n + (own[ending] ?? 0), sum), 0);
  const said = (event: Event): string =>
    `${event.words}${times(event) === 0 ? ', never' : ` × ${count(times(event))}`}`;
  const fate = (event: Event): string => (times(event) === 0 ? 'never' : 'met');
  const all = [...ARROWS, ...BOXES.flatMap(({ events }) => events)];
  const never = all.filter((event) => times(event) === 0).length;
  return html`<section aria-labelledby="machine">
    <h2 id="machine">The life of the role, as far as it was met</h2>
    <p class="lead">
      ${never === 0 ? 'Everything drawn was met as the specification says.' : `${never} of ${all.length} were never met as the specification says; they are dashed.`}
      Numbers count answers and reads that ended as allowed.
    </p>
    <div class="drawing" tabindex="0" role="group" aria-label="State machine of the role, may be scrolled">
      <svg
        viewBox="0 0 960 482"
        role="img"
        aria-label="States of the role and what was met between them: ${all.map(said).join('; ')}"
      >
        <defs>
          <marker
            id="head"
            viewBox="0 0 10 10"
            refX="9"
            refY="5"
            markerWidth="7"
            markerHeight="7"
            orient="auto-start-reverse"
          >
            <path d="M0 0L10 5L0 10z" />
          </marker>
        </defs>
        ${BOXES.map(
          ({ name, className, x, y, width, height, events }) =>
            html`<g class="box${className === undefined ? '' : ` ${className}`}"
              ><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" /><text
                class="name"
                x="${x + 16}"
                y="${y + 28}"
                >${name}</text
              >${events.map((event, index) => html`<text class="${fate(event)}" x="${x + 16}" y="${y + 52 + index * 20}">${said(event)}</text>`)}</g
            > `,
        )}
        ${ARROWS.map(
          (arrow) =>
            html`<g class="arrow ${fate(arrow)}"
              ><path d="${arrow.path}" marker-end="url(#head)" /><text
                x="${arrow.at[0]}"
                y="${arrow.at[1]}"
                text-anchor="${arrow.anchor ?? 'start'}"
                >${said(arrow)}</text
              ></g
            > `,
        )}
      </svg>
    </div>
  </section>`;
}
