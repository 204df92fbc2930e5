/** The page's only style sheet: readable from a phone to a wall, in light and in dark, and on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #1c2430; --soft: #5b6675; --line: #e2e6ec; --panel: #f7f8fa; --accent: #0b63a5; --warn: #8a5a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161c; --ink: #e6eaf0; --soft: #9aa6b5; --line: #2b333e; --panel: #1a2029; --accent: #6db8f2; --warn: #e8b84b;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 2.2rem 1.4rem 4rem; }
main > header { border-bottom: 1px solid var(--line); padding-bottom: 1.4rem; margin-bottom: .6rem; }
h1 { font-size: 1.9rem; line-height: 1.2; letter-spacing: -.01em; margin: 0 0 .4rem; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.4rem 0 .3rem; }
h3 { font-size: 1rem; margin: 0 0 .35rem; }
p { margin: .3rem 0 .8rem; max-width: 70ch; }
.lead { font-size: 1.08rem; margin: 0; }
.soft, figcaption, .lead small { color: var(--soft); }
.note { border-left: 3px solid var(--warn); padding: .1rem 0 .1rem .8rem; margin: .8rem 0; }
.facts { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 1.1rem 0 0; padding: 0; }
.facts div { min-width: 5rem; }
.facts dt { color: var(--soft); font-size: .82rem; }
.facts dd { margin: 0; font-size: 1.3rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.figures { display: grid; gap: 1.4rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 280px), 1fr)); align-items: start; margin-top: .9rem; }
.figures.wide { grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); }
.figures.half { grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); }
.figures.whole { grid-template-columns: 1fr; overflow-x: auto; }
figure { margin: 0; min-width: 0; }
figure svg { display: block; width: 100%; height: auto; max-height: 46rem; color: var(--ink); }
h3.group { margin-top: 1.8rem; }
.whole figure svg { max-width: 34rem; }
figcaption { font-size: .86rem; margin-top: .4rem; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem .9rem; margin: .5rem 0 0; padding: 0; font-size: .86rem; }
.legend li { display: inline-flex; align-items: center; gap: .35rem; }
.legend i { width: .8rem; height: .8rem; border-radius: 3px; flex: none; }
.legend span { color: var(--soft); }
.table { overflow-x: auto; margin-top: .6rem; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .42rem .9rem .42rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 500; font-size: .84rem; white-space: nowrap; }
td.number, .scores td:nth-child(2) { text-align: right; font-weight: 600; white-space: nowrap; }
td.name { white-space: nowrap; }
td code { overflow-wrap: anywhere; }
code { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
details { border-top: 1px solid var(--line); padding: .6rem 0; }
details[open] { padding-bottom: 1rem; }
summary { cursor: pointer; font-weight: 500; }
main > footer { color: var(--soft); font-size: .85rem; margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; }
@media (max-width: 600px) {
  main { padding: 1.3rem 1rem 3rem; }
  h1 { font-size: 1.5rem; }
  .figures.small { grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 1rem; }
  .figures.wide, .figures.half, .figures.whole { grid-template-columns: 1fr; }
  .scores thead { display: none; }
  .scores tr { display: grid; grid-template-columns: 1fr auto; column-gap: 1rem; padding: .55rem 0; border-bottom: 1px solid var(--line); }
  .scores td { border: 0; padding: 0; }
  .scores td:nth-child(3), .scores td:nth-child(4) { order: 1; color: var(--soft); font-size: .84rem; }
  .scores td:nth-child(4)::before { content: "better: "; }
  .scores td:nth-child(5) { grid-column: 1 / -1; }
}
.shown { margin-top: 1.6rem; }
.shown .weft-summary, .shown .weft-twin { max-width: none; }
.row { display: grid; gap: 1.4rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); align-items: start; }
.row > * { min-width: 0; }
.picture { overflow-x: auto; }
.picture svg { display: block; max-width: 100%; height: auto; color: var(--ink); }
.card { display: block; max-width: 100%; background: #ffffff; border-radius: 6px; padding: .4rem; }
.shown pre { overflow-x: auto; font: .88rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
@media print { details { display: block; } figure { break-inside: avoid; } }
`;
