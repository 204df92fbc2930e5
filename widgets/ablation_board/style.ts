/** Style of the widget, beside what all widgets share. Its class stands thrice where notebooks dress up tables. */
export const STYLE: string = `
.weft-board{--good:#1a7f4b;--wait:#9a6700;--bad:#c4314b;--curve:#1f77b4;--tone:var(--weft-faint);max-width:72rem;
padding:.55rem .85rem .75rem;border:1px solid var(--weft-line);border-radius:8px}
.weft-board[data-theme="dark"]{--good:#4ac38a;--wait:#d9a441;--bad:#ff7b8a;--curve:#6cb6ff}
.weft-board header{display:flex;flex-wrap:wrap;align-items:center;gap:.35rem .75rem;min-height:2rem}
.wa-name{font-size:15px;font-weight:600;overflow-wrap:anywhere}
.wa-state{display:inline-flex;align-items:center;gap:.4rem;color:var(--tone);font-weight:500}
.wa-state::before{content:"";width:.55rem;height:.55rem;border-radius:50%;background:var(--tone);flex:none}
.weft-board[data-state="running"]{--tone:var(--weft-accent)}
.weft-board[data-state="done"]{--tone:var(--good)}
.weft-board[data-state="stopped"],.weft-board[data-state="interrupted"]{--tone:var(--wait)}
.weft-board[data-state="failed"]{--tone:var(--bad)}
.wa-options{margin-left:auto;display:flex;gap:.9rem;color:var(--weft-faint);font-size:12px}
.wa-options label{display:inline-flex;align-items:center;gap:.35rem}
.wa-options select{background:var(--weft-sunken);border:1px solid var(--weft-line);border-radius:6px;padding:.1rem .3rem;max-width:11rem;
color:var(--weft-text)}
.wa-options input{accent-color:var(--weft-accent)}
.weft-board header>button{color:var(--weft-text);background:var(--weft-sunken);border:1px solid var(--weft-line);border-radius:6px;
padding:.2rem .65rem;cursor:pointer;min-height:1.9rem}
.weft-board button[aria-disabled]{opacity:.5;cursor:default}
.wa-progress{height:4px;border-radius:2px;background:var(--weft-line);overflow:hidden;margin:.35rem 0 .3rem}
.wa-progress i{display:block;height:100%;width:0;border-radius:2px;background:var(--tone);transition:width .15s linear}
.wa-note{margin:.4rem 0;padding:.4rem .7rem;border-radius:6px;border:1px solid var(--weft-line);border-left:3px solid var(--bad);
background:var(--weft-sunken);overflow-wrap:anywhere}
.wa-note[data-kind="gone"]{border-left-color:var(--wait)}
.wa-body{display:flex;flex-wrap:wrap;gap:.75rem 1.25rem;margin-top:.5rem;align-items:flex-start}
.wa-left{flex:999 1 34rem;min-width:min(100%,18rem)}
.wa-table{overflow-x:auto}
.weft-board.weft-board.weft-board thead .wa-diff{text-align:left}
.weft-board.weft-board.weft-board table{border-collapse:collapse;width:100%;font-size:12.5px;margin:0;table-layout:auto}
.weft-board.weft-board.weft-board thead th{color:var(--weft-faint);font-weight:500;border-bottom:1px solid var(--weft-line)}
.weft-board.weft-board.weft-board th,.weft-board.weft-board.weft-board td{padding:.22rem .5rem;text-align:right;white-space:nowrap;background:none;border:0}
.weft-board.weft-board.weft-board th:first-child{text-align:left}
.weft-board.weft-board.weft-board tbody th{font-weight:600;max-width:15rem;overflow:hidden;text-overflow:ellipsis;position:sticky;left:0;
background:var(--weft-surface)}
.weft-board.weft-board.weft-board tbody tr{cursor:pointer;background:none}
.weft-board.weft-board.weft-board tbody tr:hover>*{background:var(--weft-sunken)}
.weft-board.weft-board.weft-board tbody tr[aria-selected="true"]>*{background:var(--weft-sunken);box-shadow:inset 0 1px var(--weft-line),inset 0 -1px var(--weft-line)}
.weft-board.weft-board.weft-board tbody tr[aria-selected="true"]>th{box-shadow:inset 3px 0 var(--weft-accent)}
.weft-board.weft-board.weft-board tbody tr:focus-visible{outline-offset:-2px}
.weft-board.weft-board.weft-board thead button{background:none;border:0;padding:0;color:inherit;cursor:pointer}
.weft-board.weft-board.weft-board thead button:hover{color:var(--weft-text)}
.weft-board.weft-board.weft-board th[aria-sort] button{color:var(--weft-text);font-weight:600}
.weft-board.weft-board.weft-board th[aria-sort="descending"] button::after{content:" ↓"}
.weft-board.weft-board.weft-board th[aria-sort="ascending"] button::after{content:" ↑"}
.wa-main{font-weight:600}
.wa-diff{text-align:left!important}
.weft-board.weft-board .wa-diff svg{vertical-align:middle;margin-right:.5rem;max-width:none}
.wa-zero{stroke:var(--weft-faint);stroke-dasharray:2 2;opacity:.7}
.wa-reach{stroke:var(--curve);stroke-width:2}
.wa-mean{fill:var(--curve)}
.wa-map{flex:1 1 15rem;min-width:min(100%,13rem);max-width:20rem;margin:0 auto}
.wa-map canvas{display:block;width:100%}
.wa-map figcaption{display:flex;flex-wrap:wrap;gap:.1rem .6rem;color:var(--weft-faint);font-size:12px;margin-bottom:.3rem;overflow-wrap:anywhere}
.wa-map figcaption b{color:var(--weft-text)}
.wa-seeds{display:flex;flex-wrap:wrap;gap:.25rem;margin-bottom:.4rem;font-size:12px}
.wa-seeds::before{content:"seed";color:var(--weft-faint);margin-right:.2rem;align-self:center}
.wa-seeds button{min-width:1.8rem;padding:.1rem .35rem;border:1px solid var(--weft-line);border-radius:6px;background:none;cursor:pointer;
color:var(--weft-text)}
.wa-seeds button[aria-pressed="true"]{border-color:var(--weft-accent);background:var(--weft-sunken);font-weight:600}
.wa-seeds button:not([data-state="done"]){color:var(--weft-faint);border-style:dashed}
.wa-seeds button[data-state="failed"]{color:var(--bad)}
.wa-legend{display:flex;flex-wrap:wrap;gap:.15rem .7rem;font-size:12px;margin-top:.35rem;color:var(--weft-faint)}
.wa-legend i{display:inline-block;width:.6rem;height:.6rem;border-radius:50%;margin-right:.3rem}
.wa-empty{color:var(--weft-faint);margin:.5rem 0}
.wa-charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(11.5rem,1fr));gap:.5rem;margin-top:.75rem}
.wa-card{display:block;text-align:left;padding:.35rem .5rem .2rem;border:1px solid var(--weft-line);border-radius:6px;background:none;cursor:pointer;
color:var(--weft-text);min-width:0}
.wa-card bdi{display:block;font-size:12px;font-weight:600;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.wa-card:hover{background:var(--weft-sunken)}
.wa-card[aria-pressed="true"]{border-color:var(--weft-accent)}
.wa-card svg{display:block;width:100%;font-size:10px;fill:var(--weft-faint);overflow:visible}
.wa-grid{stroke:var(--weft-line);opacity:.7}
.wa-curve{fill:none;stroke:var(--curve);stroke-width:1.4;stroke-opacity:.8;stroke-linejoin:round}
.wa-curve[data-state="failed"]{stroke:var(--bad)}
@media print{.wa-options,.weft-board header>button{display:none!important}}
`.replaceAll("\n", "");
