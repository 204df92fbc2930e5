/** Style of the widget, beside what all widgets share. */
export const STYLE: string = `
.weft-loss{--good:#1a7f4b;--wait:#9a6700;--bad:#c4314b;--tone:var(--weft-faint);position:relative;max-width:66rem;
padding:.55rem .85rem .75rem;border:1px solid var(--weft-line);border-radius:8px}
.weft-loss[data-theme="dark"]{--good:#4ac38a;--wait:#d9a441;--bad:#ff7b8a}
.weft-loss header{display:flex;flex-wrap:wrap;align-items:center;gap:.35rem .75rem;min-height:2rem}
.wl-name{font-size:15px;font-weight:600;overflow-wrap:anywhere}
.wl-state{display:inline-flex;align-items:center;gap:.4rem;color:var(--tone);font-weight:500}
.wl-state::before{content:"";width:.55rem;height:.55rem;border-radius:50%;background:var(--tone);flex:none}
.weft-loss[data-state="training"] .wl-state::before{animation:wl-pulse 1.6s ease-in-out infinite}
@keyframes wl-pulse{50%{opacity:.35}}
@media (prefers-reduced-motion:reduce){.weft-loss[data-state="training"] .wl-state::before{animation:none}}
.weft-loss[data-state="training"]{--tone:var(--weft-accent)}
.weft-loss[data-state="paused"]{--tone:var(--wait)}
.weft-loss[data-state="done"]{--tone:var(--good)}
.weft-loss[data-state="failed"]{--tone:var(--bad)}
.weft-loss .wl-buttons{margin-left:auto;display:flex;gap:.4rem}
.weft-loss button{font:inherit;color:var(--weft-text);background:var(--weft-sunken);border:1px solid var(--weft-line);border-radius:6px;
padding:.2rem .65rem;cursor:pointer;display:inline-flex;align-items:center;gap:.4rem;min-height:1.9rem}
.weft-loss button:hover:not([aria-disabled]){border-color:var(--weft-faint)}
.weft-loss button[aria-disabled]{opacity:.5;cursor:default}
.weft-loss button svg{width:.8em;height:.8em;fill:currentColor;flex:none}
.wl-progress{height:4px;border-radius:2px;background:var(--weft-line);overflow:hidden;margin:.35rem 0 .3rem}
.wl-progress i{display:block;height:100%;width:0;border-radius:2px;background:var(--tone);transition:width .15s linear}
.wl-facts{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem;color:var(--weft-faint);min-height:1.4em}
.wl-facts b{font-weight:600;color:var(--weft-text)}
.wl-note{margin:.4rem 0;padding:.4rem .7rem;border-radius:6px;border:1px solid var(--weft-line);border-left:3px solid var(--bad);
background:var(--weft-sunken);overflow-wrap:anywhere}
.wl-note[data-kind="gone"]{border-left-color:var(--wait)}
.wl-body{display:flex;flex-wrap:wrap;gap:.75rem 1.5rem;margin-top:.6rem;align-items:flex-start}
.wl-curves{flex:999 1 26rem;min-width:min(100%,18rem)}
.wl-tissue{flex:1 1 15rem;min-width:min(100%,12rem);max-width:22rem;margin:0 auto}
.wl-tissue canvas{display:block;width:100%}
.wl-tissue figcaption,.wl-options{color:var(--weft-faint);font-size:12px;min-height:1.9rem;display:flex;align-items:center}
.wl-options{gap:.25rem .9rem;flex-wrap:wrap;justify-content:flex-end}
.wl-options>span{margin-right:auto}
.wl-options label{display:inline-flex;align-items:center;gap:.35rem;cursor:pointer}
.wl-options input{accent-color:var(--weft-accent);margin:0}
.wl-options input[type="range"]{width:5.5rem}
.wl-chart{position:relative;border-radius:4px;touch-action:pan-y;cursor:crosshair}
.wl-chart>svg{display:block;width:100%;overflow:visible;font-size:11px;fill:var(--weft-faint)}
.wl-chart .wl-grid{stroke:var(--weft-line);stroke-width:1;opacity:.7}
.wl-chart .wl-marker{stroke:var(--weft-faint);stroke-dasharray:3 3}
.wl-chart .wl-cross{stroke:var(--weft-faint);stroke-width:1}
.wl-chart .wl-lines path{fill:none;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}
.wl-chart .wl-lines .wl-total{stroke-width:2.2}
.wl-chart .wl-lines .wl-other{stroke-width:1;opacity:.32}
.wl-chart .wl-lines .wl-bare{stroke-width:1;opacity:.28}
.wl-chart circle{stroke:var(--weft-surface);stroke-width:1.5}
.wl-tip{position:absolute;pointer-events:none;z-index:2;background:var(--weft-surface);border:1px solid var(--weft-line);
border-radius:6px;padding:.35rem .6rem;font-size:12px;box-shadow:var(--weft-shadow);white-space:nowrap;max-width:22rem}
.wl-tip b{font-weight:600}
.wl-rows{display:grid;grid-template-columns:auto auto auto;column-gap:.6rem;margin-top:.15rem}
.wl-rows span{max-width:14rem;overflow:hidden;text-overflow:ellipsis}
.wl-rows span:nth-child(3n+2){text-align:right}
.wl-rows span:nth-child(3n){color:var(--weft-faint)}
.wl-rows .wl-off{opacity:.5}
.wl-swatch{display:inline-block;width:.85rem;height:3px;border-radius:2px;vertical-align:middle;margin-right:.45rem;flex:none}
.wl-legend{display:flex;flex-wrap:wrap;gap:.3rem .4rem;margin:.3rem 0 0 -.5rem}
.weft-loss .wl-legend button{background:none;border-color:transparent;padding:.05rem .5rem;min-height:1.6rem;font-size:12px;gap:0;
max-width:20rem}
.weft-loss .wl-legend button:hover{background:var(--weft-sunken)}
.wl-legend button bdi{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.wl-legend button small{color:var(--weft-faint);font-size:inherit;margin-left:.45rem}
.wl-legend button[aria-pressed="false"]{color:var(--weft-faint)}
.wl-legend button[aria-pressed="false"] .wl-swatch{background:var(--weft-line)!important}
.wl-legend button[aria-pressed="false"] small{visibility:hidden}
@media print{.wl-buttons,.wl-options label{display:none!important}}
`.replaceAll("\n", "");
