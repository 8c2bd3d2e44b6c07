/** The look of the pages: system fonts, one column, light and dark by the reader's own setting, readable on a phone and on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfbfa; --card: #ffffff; --ink: #1c2024; --soft: #5a626b; --line: #dfe2e5; --wash: #f1f3f4;
  --bad: #b3261e; --bad-wash: #fdecea; --good: #1a6d3b; --good-wash: #e6f4ea; --unsure: #8a5300; --unsure-wash: #fdf3e1;
  --lack: #4a5a77; --lack-wash: #e9eef6; --rest: #5a626b; --rest-wash: #eceef0; --link: #0b57a4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #131517; --card: #1b1e21; --ink: #e8eaed; --soft: #a6aeb7; --line: #33383d; --wash: #22262a;
    --bad: #ff8a80; --bad-wash: #3a1d1b; --good: #7ddb9f; --good-wash: #16301f; --unsure: #f2bd66; --unsure-wash: #352811;
    --lack: #a9c0ea; --lack-wash: #1f2a3d; --rest: #aab2ba; --rest-wash: #292d31; --link: #8ab8f0;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere; }
main { max-width: 64rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .875em; }
a { color: var(--link); text-underline-offset: .15em; }
h1 { font-size: clamp(1.5rem, 1.1rem + 1.8vw, 2.25rem); line-height: 1.2; margin: .25rem 0 1.25rem; letter-spacing: -.01em; text-wrap: balance; }
h2 { font-size: 1.375rem; line-height: 1.3; margin: 3rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.75rem 0 .5rem; }
summary { cursor: pointer; }
summary h3 { display: inline; margin: 0; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.kicker, .lead, .origin, .dim { color: var(--soft); }
.kicker { margin: 0; font-size: .9rem; }
.lead { margin: 0 0 1rem; max-width: 46rem; }
.origin { font-size: .9rem; margin: .5rem 0; }

.verdict { border-top: 6px solid var(--good); padding-top: 1.25rem; }
.verdict.bad { border-color: var(--bad); }
.verdict.unsure { border-color: var(--unsure); }
.bar { display: block; width: 100%; height: 12px; border-radius: 6px; }
rect.broken { fill: var(--bad); } rect.holds { fill: var(--good); } rect.inconclusive { fill: var(--unsure); } rect.unsupported { fill: var(--lack); } rect.untouched { fill: var(--line); }
.counts { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; padding: 0; margin: .75rem 0 1.5rem; }
.counts b { font-size: 1.25rem; }
.broken { color: var(--bad); } .holds { color: var(--good); } .inconclusive { color: var(--unsure); } .unsupported { color: var(--lack); } .untouched { color: var(--rest); }
.verdict.plainly { border-color: var(--soft); }
.shares { margin: 0; display: grid; gap: .6rem; }
.shares > div { display: grid; grid-template-columns: 12rem 1fr; gap: .25rem 1rem; align-items: center; }
.shares dd { margin: 0; } .shares dt { font-weight: 600; } .shares .tally { margin: 0; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .75rem 1.5rem; margin: 0; font-size: .9rem; }
.facts.wide { grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; }
.harness { background: var(--unsure-wash); color: var(--unsure); padding: .75rem 1rem; border-radius: 8px; }

.badge { display: inline-block; white-space: nowrap; font-size: .8rem; font-weight: 600; padding: .1rem .55rem; border-radius: 1rem; background: var(--rest-wash); }
.badge.broken { background: var(--bad-wash); } .badge.holds { background: var(--good-wash); } .badge.inconclusive { background: var(--unsure-wash); } .badge.unsupported { background: var(--lack-wash); }

.filters { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; margin: .75rem 0 1rem; }
.filters fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
.filters legend { float: left; color: var(--soft); margin-right: 1rem; }
.filters input { accent-color: var(--link); }
.filters input[type=search] { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--soft); border-radius: 6px; padding: .25rem .5rem; min-width: 14rem; }
.filters [hidden] { display: none; }
main:has(#show-broken:not(:checked)) tr[data-verdict=broken],
main:has(#show-holds:not(:checked)) tr[data-verdict=holds],
main:has(#show-inconclusive:not(:checked)) tr[data-verdict=inconclusive],
main:has(#show-unsupported:not(:checked)) tr[data-verdict=unsupported],
main:has(#show-untouched:not(:checked)) tr[data-verdict=untouched] { display: none; }
tr[hidden] { display: none; }

details.section, details.finding, details.operations { background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin: .75rem 0; }
details.section > summary, details.finding > summary, details.operations > summary { padding: .75rem 1rem; }
details.section > summary h3 { text-transform: capitalize; }
.tally { margin-left: .75rem; font-size: .9rem; }
.tally > span { margin-right: .6rem; white-space: nowrap; }
table { width: 100%; border-collapse: collapse; font-size: .925rem; }
th, td { text-align: left; vertical-align: top; padding: .6rem 1rem; border-top: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: .8rem; border-top: 1px solid var(--line); }
.section td:first-child, .section thead th:first-child { width: 8.5rem; }
.section th[scope=row] { width: 50%; }
.section th p { margin: .15rem 0 0; color: var(--soft); }
.level { font-size: .8rem; color: var(--soft); }
.follows { color: var(--soft); }
table.plain { background: var(--card); border: 1px solid var(--line); border-radius: 10px; border-collapse: separate; border-spacing: 0; }
table.plain thead th { border-top: 0; }
.wide { overflow-x: auto; }
main:has(.side-by-side) { max-width: 84rem; }
.side-by-side th[scope=row] { min-width: 14rem; width: 30%; } .side-by-side th p { margin: .15rem 0 0; color: var(--soft); }
.side-by-side .group th { font-weight: 600; text-transform: capitalize; background: var(--wash); }
main:has(#only-broken:checked) .row:not(.breaks), main:has(#only-differing:checked) .row:not(.differs) { display: none; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.never th, .never td { color: var(--unsure); }
.operations table.plain { border: 0; border-radius: 0; }
.share { width: 6rem; height: 8px; } .share rect { fill: var(--lack); }

.finding > *:not(summary) { margin-left: 1rem; margin-right: 1rem; }
.finding > summary p { margin: .15rem 0 0 1.1rem; }
.finding[open] > summary { border-bottom: 1px solid var(--line); }
.finding h3 { color: var(--bad); }
.again { margin-bottom: 1rem; }
pre { background: var(--wash); border-radius: 8px; padding: .75rem 1rem; overflow-x: auto; overflow-wrap: normal; }

.sequence { --lanes: 2; --inset: calc(50% / var(--lanes)); padding: .25rem 0 1rem; margin-top: 1rem; }
.lanes-3 { --lanes: 3; } .lanes-4 { --lanes: 4; } .lanes-5 { --lanes: 5; }
.parties { display: flex; justify-content: space-between; }
.parties span { width: calc(2 * var(--inset)); text-align: center; font-weight: 600; }
.parties span::before { content: ""; display: block; width: .6rem; height: .6rem; border-radius: 50%; background: var(--soft); margin: 0 auto .25rem; }
.sequence ol { list-style: none; margin: .5rem var(--inset) 0; padding: .25rem 0 .75rem;
  background: repeating-linear-gradient(to right, var(--line) 0 1px, transparent 1px calc((100% - 1px) / (var(--lanes) - 1))); }
.sequence li { position: relative; width: calc(100% / (var(--lanes) - 1) * var(--to, 1)); padding: .35rem 0 .5rem; border-bottom: 1.5px solid var(--ink); }
.to-0 { --to: 1; } .to-1 { --to: 1; } .to-2 { --to: 2; } .to-3 { --to: 3; } .to-4 { --to: 4; }
.sequence li.answer { border-bottom-style: dashed; border-color: var(--soft); }
.sequence li.wait { border: 0; color: var(--soft); }
.sequence li.fault { border-color: var(--bad); border-bottom-width: 2px; }
.sequence li::after { content: ""; position: absolute; bottom: -5.5px; border: 5px solid transparent; }
.sequence li.ask::after { right: 0; border-left: 8px solid var(--ink); border-right: 0; }
.sequence li.answer::after { left: 0; border-right: 8px solid var(--soft); border-left: 0; }
.sequence li.fault::after { border-right-color: var(--bad); }
.label { display: inline-block; background: var(--card); padding: 0 .4rem; margin: 0 .75rem; border-radius: 4px; max-width: calc(100% - 1.5rem); }
.answer .label { color: var(--soft); font-size: .9rem; }
.ask .label code { font-weight: 600; }
.ask .nth { display: inline-block; min-width: 1.4rem; color: var(--soft); }
.fault .label { display: block; color: var(--ink); padding: .25rem 0; }
.difference { margin: 0; display: grid; gap: .25rem; }
.difference div { display: grid; grid-template-columns: 5.5rem 1fr; gap: .5rem; border-radius: 6px; padding: .3rem .6rem; }
.difference .expected { background: var(--good-wash); color: var(--good); }
.difference .observed { background: var(--bad-wash); color: var(--bad); }
.difference dd { margin: 0; font-weight: 600; }
.difference em { font-style: normal; text-decoration: underline 2px; text-underline-offset: .2em; }
.whole { font-size: .9rem; margin: .25rem 0 0 .6rem; color: var(--soft); }
.whole p { margin: .25rem 0; color: var(--ink); }
mark { background: var(--bad-wash); color: var(--bad); font-weight: 600; }

.drawing { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; }
.drawing svg { display: block; min-width: 46rem; width: 100%; height: auto; font-size: 13px; }
.drawing text { fill: var(--ink); }
.drawing .name { font-weight: 600; font-size: 15px; }
.drawing .box rect { fill: var(--wash); stroke: var(--soft); }
.drawing .box.around rect { fill: none; stroke: var(--line); }
.drawing .arrow path { fill: none; stroke: var(--good); stroke-width: 2; }
.drawing marker path { fill: context-stroke; }
.drawing .arrow.never path { stroke: var(--unsure); stroke-dasharray: 5 5; }
.drawing text.never, .drawing .never text { fill: var(--unsure); }
footer { margin-top: 3rem; color: var(--soft); font-size: .9rem; }

@media (max-width: 40rem) {
  main { padding: 1.5rem .9rem 3rem; }
  .section thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .section table, .section tbody, .section tr, .section th, .section td { display: block; width: auto !important; }
  .section tr { border-top: 1px solid var(--line); padding: .6rem 1rem; }
  .section th, .section td { border: 0; padding: .15rem 0; }
  .shares > div { grid-template-columns: 1fr; }
  .filters input[type=search] { min-width: 0; width: 100%; }
  table.plain th, table.plain td { padding: .5rem .6rem; }
  .sequence { --inset: 2.75rem; margin-left: 0 !important; margin-right: 0 !important; }
  .parties span { font-size: .8rem; }
  .sequence .label { margin: 0 .25rem; max-width: none; }
  .sequence li.fault { width: auto; margin-right: -2.25rem; }
  .difference div { grid-template-columns: 1fr; gap: 0; }
}
@media print { .filters, .again { display: none; } details.section, details.finding { break-inside: avoid; } }
`;
