/**
 * Style of every summary: the colours of the notebook around it where it has some, else light or dark as the system is.
 */
export const STYLE = `
.weft-summary{--weft-ink:#1f2328;--weft-quiet:#59636e;--weft-line:#d1d9e0;--weft-fill:#f6f8fa;--weft-accent:#0067a6}
@media (prefers-color-scheme:dark){
.weft-summary{--weft-ink:#e6edf3;--weft-quiet:#9198a1;--weft-line:#3d444d;--weft-fill:#212830;--weft-accent:#6cb6ff}}
.weft-summary{
--ink:var(--jp-content-font-color1,var(--vscode-editor-foreground,var(--weft-ink)));
--quiet:var(--jp-content-font-color2,var(--vscode-descriptionForeground,var(--weft-quiet)));
--line:var(--jp-border-color2,var(--vscode-panel-border,var(--weft-line)));
--fill:var(--jp-layout-color2,var(--vscode-editorWidget-background,var(--weft-fill)));
--accent:var(--jp-content-link-color,var(--vscode-textLink-foreground,var(--weft-accent)));
color:var(--ink);font:13px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;max-width:72rem;
font-variant-numeric:tabular-nums}
.weft-summary>header{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:baseline;padding:.25rem 0 .5rem;margin:0;
border-bottom:1px solid var(--line)}
.weft-summary>header b{font-size:15px}
.weft-summary>header span,.weft-summary summary span,.weft-line span,.weft-summary small,.weft-more{color:var(--quiet)}
.weft-line,.weft-summary details{border-bottom:1px solid var(--line)}
.weft-summary details,.weft-summary details[open]{border-top:0;padding:0}
.weft-summary details details:last-child{border-bottom:0}
.weft-summary summary{cursor:pointer;font-weight:400;padding:.3rem .25rem;display:flex;flex-wrap:wrap;gap:.1rem .75rem;list-style:none}
.weft-line{display:flex;flex-wrap:wrap;gap:.1rem .75rem;padding:.3rem .25rem .3rem calc(.25rem + 6px + .75rem)}
.weft-summary summary::-webkit-details-marker{display:none}
.weft-summary summary::before{content:"";align-self:center;flex:none;width:0;height:0;border:4px solid transparent;
border-left:6px solid var(--quiet);border-right:0}
.weft-summary details[open]>summary::before{transform:rotate(90deg)}
.weft-summary summary:hover{background:var(--fill)}
.weft-summary summary:focus-visible{outline:2px solid var(--accent);outline-offset:-2px}
.weft-line b,.weft-summary summary b{min-width:4.5rem;font-weight:600}
.weft-body{overflow-x:auto;padding:0 0 .4rem calc(.25rem + 6px + .75rem)}
.weft-summary .weft-body>details{margin-left:-.25rem}
.weft-summary table{border-collapse:collapse;width:100%;margin:0;
font-size:inherit;color:inherit;border:0;table-layout:auto}
.weft-summary tr:nth-child(n),.weft-summary tr:hover{background:none}
.weft-summary tr+tr{border-top:1px solid color-mix(in srgb,var(--line) 55%,transparent)}
.weft-summary th,.weft-summary td{text-align:left;vertical-align:top;padding:.22rem 1.1rem .22rem 0;border:0;
font-weight:400;white-space:nowrap;max-width:none}
.weft-summary th{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12px;line-height:1.65;
max-width:18rem;overflow:hidden;text-overflow:ellipsis}
.weft-summary td:last-child{white-space:normal;width:99%;padding-right:0;min-width:14rem}
.weft-summary td{color:var(--quiet)}
.weft-summary td:last-child{color:var(--ink)}
.weft-summary .weft-rows{width:auto}
.weft-summary .weft-rows td,.weft-summary .weft-rows td:last-child{width:auto;min-width:0;color:var(--ink);
white-space:nowrap;padding-right:1.1rem}
.weft-summary .weft-rows th small{display:block;line-height:1.2}
.weft-summary .weft-rows td.weft-number{text-align:right}
.weft-chip{display:inline-flex;align-items:center;gap:.35rem;margin:0 .35rem .2rem 0;padding:0 .5rem;border-radius:1rem;
background:var(--fill);border:1px solid var(--line);line-height:1.45;font-size:12px}
.weft-chip i{width:.65rem;height:.65rem;border-radius:50%;flex:none}
.weft-chip small,.weft-range{font-size:11px}
.weft-range{margin-left:.9rem;white-space:nowrap}
@media (max-width:40rem){.weft-summary table:not(.weft-rows) tr{display:flex;flex-wrap:wrap;padding:.15rem 0}
.weft-summary table:not(.weft-rows) :is(th,td){padding:.05rem .75rem .05rem 0}
.weft-summary table:not(.weft-rows) td:last-child{min-width:0;flex:1 0 100%}}
.weft-chart{padding:.6rem .25rem .2rem}
.weft-chart svg{display:block;max-width:100%;height:auto}
.weft-scores td:nth-child(2){text-align:right;color:var(--ink);font-weight:600}
.weft-bar{display:inline-block;width:6rem;height:.5rem;border-radius:.25rem;background:var(--line);overflow:hidden}
.weft-bar i{display:block;height:100%;background:var(--accent)}
.weft-warn{color:var(--ink);font-weight:600}
`.replaceAll("\n", "")
  // Twice, so that it counts for more than what a notebook says of tables.
  .replaceAll(".weft-summary ", ".weft-summary.weft-summary ");
