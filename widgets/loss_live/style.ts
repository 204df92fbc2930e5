/** Style of the widget: the colours of the notebook around it where it has some, else light or dark as the system is. */
export const STYLE: string = `
.weft-loss{--w-ink:#1f2328;--w-quiet:#59636e;--w-line:#d1d9e0;--w-fill:#f6f8fa;--w-paper:#ffffff;--w-accent:#0067a6;
--w-good:#1a7f4b;--w-wait:#9a6700;--w-bad:#c4314b}
@media (prefers-color-scheme:dark){.weft-loss{--w-ink:#e6edf3;--w-quiet:#9198a1;--w-line:#3d444d;--w-fill:#212830;
--w-paper:#0d1117;--w-accent:#6cb6ff;--w-good:#4ac38a;--w-wait:#d9a441;--w-bad:#ff7b8a}}
body[data-jp-theme-light="true"] .weft-loss{--w-accent:#0067a6;--w-good:#1a7f4b;--w-wait:#9a6700;--w-bad:#c4314b}
body[data-jp-theme-light="false"] .weft-loss{--w-accent:#6cb6ff;--w-good:#4ac38a;--w-wait:#d9a441;--w-bad:#ff7b8a}
.weft-loss{--ink:var(--jp-content-font-color1,var(--vscode-editor-foreground,var(--w-ink)));
--quiet:var(--jp-content-font-color2,var(--vscode-descriptionForeground,var(--w-quiet)));
--line:var(--jp-border-color2,var(--vscode-panel-border,var(--w-line)));
--fill:var(--jp-layout-color2,var(--vscode-editorWidget-background,var(--w-fill)));
--paper:var(--jp-layout-color1,var(--vscode-editor-background,var(--w-paper)));--accent:var(--w-accent);
box-sizing:border-box;position:relative;max-width:64rem;padding:.4rem .6rem .6rem;color:var(--ink);background:var(--paper);border-radius:6px;
font:13px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-variant-numeric:tabular-nums}
.weft-loss *{box-sizing:border-box}
.weft-loss [hidden]{display:none!important}
.weft-loss header{display:flex;flex-wrap:wrap;align-items:center;gap:.35rem .75rem;min-height:2rem}
.weft-loss header b{font-size:15px;font-weight:600;overflow-wrap:anywhere}
.wl-state{display:inline-flex;align-items:center;gap:.4rem;color:var(--tone);font-weight:500}
.wl-state::before{content:"";width:.55rem;height:.55rem;border-radius:50%;background:var(--tone);flex:none}
.weft-loss[data-state="training"] .wl-state::before{animation:wl-pulse 1.6s ease-in-out infinite}
@keyframes wl-pulse{50%{opacity:.35}}
@media (prefers-reduced-motion:reduce){.weft-loss[data-state="training"] .wl-state::before{animation:none}}
.weft-loss{--tone:var(--quiet)}
.weft-loss[data-state="training"]{--tone:var(--accent)}
.weft-loss[data-state="paused"]{--tone:var(--w-wait)}
.weft-loss[data-state="done"]{--tone:var(--w-good)}
.weft-loss[data-state="failed"]{--tone:var(--w-bad)}
.weft-loss .wl-buttons{margin-left:auto;display:flex;gap:.4rem}
.weft-loss button{font:inherit;color:var(--ink);background:var(--fill);border:1px solid var(--line);border-radius:6px;
padding:.2rem .65rem;cursor:pointer;display:inline-flex;align-items:center;gap:.4rem;min-height:1.9rem}
.weft-loss button:hover:not(:disabled){border-color:var(--quiet)}
.weft-loss button:disabled{opacity:.5;cursor:default}
.weft-loss :is(button,input,[tabindex]):focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.weft-loss button svg{width:.8em;height:.8em;fill:currentColor;flex:none}
.wl-progress{height:4px;border-radius:2px;background:var(--line);overflow:hidden;margin:.35rem 0 .3rem}
.wl-progress i{display:block;height:100%;width:0;border-radius:2px;background:var(--tone);transition:width .15s linear}
.wl-facts{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem;color:var(--quiet);min-height:1.4em}
.wl-facts b{font-weight:600;color:var(--ink)}
.wl-note{margin:.4rem 0;padding:.4rem .7rem;border-radius:6px;border:1px solid var(--line);border-left:3px solid var(--w-bad);
background:var(--fill);overflow-wrap:anywhere}
.wl-note[data-kind="gone"]{border-left-color:var(--w-wait)}
.wl-body{display:flex;flex-wrap:wrap;gap:.75rem 1.5rem;margin-top:.6rem;align-items:flex-start}
.wl-curves{flex:999 1 26rem;min-width:min(100%,18rem)}
.wl-tissue{flex:1 1 15rem;min-width:min(100%,12rem);max-width:22rem;margin:0}
.wl-tissue canvas{display:block;width:100%}
.wl-tissue figcaption,.wl-options{color:var(--quiet);font-size:12px;min-height:1.9rem;display:flex;align-items:center}
.wl-options{gap:.25rem .9rem;flex-wrap:wrap;justify-content:flex-end}
.wl-options>span{margin-right:auto}
.wl-options label{display:inline-flex;align-items:center;gap:.35rem;cursor:pointer}
.wl-options input{accent-color:var(--accent);margin:0}
.wl-options input[type="range"]{width:5.5rem}
.wl-chart{position:relative;border-radius:4px;touch-action:pan-y;cursor:crosshair}
.wl-chart>svg{display:block;width:100%;overflow:visible;font-size:11px;fill:var(--quiet)}
.wl-chart .wl-grid{stroke:var(--line);stroke-width:1;opacity:.7}
.wl-chart .wl-marker{stroke:var(--quiet);stroke-dasharray:3 3}
.wl-chart .wl-cross{stroke:var(--quiet);stroke-width:1}
.wl-chart .wl-lines path{fill:none;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}
.wl-chart .wl-lines .wl-total{stroke-width:2.2}
.wl-chart .wl-lines .wl-other{stroke-width:1;opacity:.32}
.wl-chart .wl-lines .wl-bare{stroke-width:1;opacity:.28}
.wl-chart circle{stroke:var(--paper);stroke-width:1.5}
.wl-tip{position:absolute;pointer-events:none;z-index:2;background:var(--paper);border:1px solid var(--line);
border-radius:6px;padding:.35rem .6rem;font-size:12px;box-shadow:0 2px 10px rgb(0 0 0/.16);white-space:nowrap;max-width:22rem}
.wl-tip b{font-weight:600}
.wl-tip table{border-collapse:collapse;margin:.15rem 0 0;font:inherit;color:inherit}
.wl-tip tr{background:none!important}
.wl-tip td{padding:0 .6rem 0 0;border:0;text-align:left;max-width:14rem;overflow:hidden;text-overflow:ellipsis}
.wl-tip td:nth-child(2){text-align:right;padding-right:.5rem}
.wl-tip td:last-child{color:var(--quiet);padding-right:0}
.wl-tip tr.wl-off{opacity:.5}
.wl-swatch{display:inline-block;width:.85rem;height:3px;border-radius:2px;vertical-align:middle;margin-right:.45rem;flex:none}
.wl-legend{display:flex;flex-wrap:wrap;gap:.3rem .4rem;margin:.3rem 0 0;padding:0;list-style:none}
.weft-loss .wl-legend button{background:none;border-color:transparent;padding:.05rem .5rem;min-height:1.6rem;font-size:12px;gap:0;
max-width:20rem}
.weft-loss .wl-legend button:hover{background:var(--fill)}
.wl-legend button span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.wl-legend button small{color:var(--quiet);font-size:inherit;margin-left:.45rem}
.wl-legend button[aria-pressed="false"]{color:var(--quiet)}
.wl-legend button[aria-pressed="false"] .wl-swatch{background:var(--line)!important}
.wl-legend button[aria-pressed="false"] small{visibility:hidden}
.wl-spoken{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media print{.wl-buttons,.wl-options label{display:none!important}}
`.replaceAll("\n", "");
