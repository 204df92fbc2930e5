/** Style of the map, over that of every widget. */
export const STYLE = `
.weft-map { display: flex; flex-direction: column; border: 1px solid var(--weft-line); border-radius: 8px; overflow: hidden; }
.weft-map:fullscreen { border: 0; border-radius: 0; height: 100vh; }
.weft-map:fullscreen .weft-body { flex: 1; }
.weft-map:fullscreen .weft-stage { height: 100%; }
.weft-map h3, .weft-map h4, .weft-map p { margin: 0; font: inherit; font-weight: 600; }
.weft-top { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 14px; padding: 7px 10px; border-bottom: 1px solid var(--weft-line); }
.weft-header { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 14px; flex: 1 1 auto; min-width: 0; }
.weft-map .weft-title { font-size: 14px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-width: 26em; }
.weft-map .weft-title:has(bdi:empty) { display: none; }
.weft-colorby { display: flex; align-items: center; gap: 6px; }
.weft-faint, .weft-note { color: var(--weft-faint); }
.weft-map .weft-key { padding: 3px 7px; border: 1px solid var(--weft-line); border-radius: 6px; background: var(--weft-raised); }
.weft-map .weft-key:read-only { background: none; border-color: transparent; padding-left: 0; font-weight: 600; }
.weft-tabs { display: flex; flex-wrap: wrap; gap: 2px; }
.weft-tabs:empty { display: none; }
.weft-map .weft-tab { border: 0; background: none; padding: 3px 9px; border-radius: 6px; color: var(--weft-faint); cursor: pointer; }
.weft-map .weft-tab:hover { color: var(--weft-text); }
.weft-map .weft-tab[aria-checked="true"] { background: var(--weft-sunken); color: var(--weft-text); }
.weft-toolbar { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 10px; margin-left: auto; }
.weft-group { display: flex; gap: 1px; }
.weft-map .weft-button { display: grid; place-items: center; width: 28px; height: 28px; padding: 0; border: 0; border-radius: 6px; background: none; color: var(--weft-faint); cursor: pointer; }
.weft-map .weft-button:hover { background: var(--weft-sunken); color: var(--weft-text); }
.weft-map .weft-button[aria-pressed="true"] { background: color-mix(in srgb, var(--weft-accent) 16%, transparent); color: var(--weft-accent); }
.weft-map .weft-button:disabled { opacity: .35; background: none; cursor: default; }
.weft-icon { fill: none; stroke: currentColor; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
.weft-body { display: flex; min-height: 0; position: relative; }
.weft-stage { position: relative; flex: 1 1 0; min-width: 0; height: var(--weft-stage-height, 400px); overflow: hidden; touch-action: none; outline-offset: -2px !important; cursor: grab; }
.weft-stage:active { cursor: grabbing; }
.weft-stage.weft-over { cursor: pointer; }
.weft-stage[data-tool="lasso"], .weft-stage[data-tool="rectangle"] { cursor: crosshair; }
.weft-canvas, .weft-overlay, .weft-underlays { position: absolute; inset: 0; width: 100%; height: 100%; display: block; }
.weft-overlay, .weft-underlays { pointer-events: none; }
.weft-underlays { overflow: hidden; }
.weft-underlays img { position: absolute; left: 0; top: 0; width: 1px; height: 1px; max-width: none; transform-origin: 0 0; margin: 0; }
.weft-ring { fill: none; stroke: var(--weft-text); stroke-width: 2; }
.weft-lasso { fill: color-mix(in srgb, var(--weft-accent) 14%, transparent); stroke: var(--weft-text); stroke-width: 1.75; stroke-dasharray: 6 4; stroke-linejoin: round; filter: drop-shadow(0 0 1.5px var(--weft-surface)) drop-shadow(0 0 1px var(--weft-surface)); }
.weft-bar-back { fill: var(--weft-surface); fill-opacity: .82; }
.weft-bar { fill: none; stroke: var(--weft-text); stroke-width: 1.5; }
.weft-overlay text { fill: var(--weft-text); font-size: 11.5px; text-anchor: middle; paint-order: stroke; stroke: var(--weft-surface); stroke-width: 3px; stroke-linejoin: round; }
.weft-section-names text { font-size: 12.5px; font-weight: 600; }
.weft-tooltip { position: absolute; left: 0; top: 0; max-width: 260px; padding: 6px 9px; border-radius: 6px; background: var(--weft-raised); border: 1px solid var(--weft-line); box-shadow: var(--weft-shadow); pointer-events: none; font-size: 12px; overflow-wrap: anywhere; z-index: 2; }
.weft-tooltip-name { font-weight: 600; display: block; }
.weft-tooltip-line { display: flex; gap: 6px; align-items: baseline; }
.weft-tooltip .weft-swatch { align-self: center; }
.weft-swatch { flex: none; width: 11px; height: 11px; border-radius: 3px; }
.weft-side { flex: none; width: 196px; max-height: var(--weft-stage-height, 400px); overflow-y: auto; padding: 9px 8px 9px 10px; border-left: 1px solid var(--weft-line); scrollbar-width: thin; }
.weft-map:fullscreen .weft-side { max-height: none; }
.weft-map .weft-side-title { padding: 0 4px 5px; overflow-wrap: anywhere; }
.weft-map ul.weft-legend { list-style: none; margin: 0; padding: 0; }
.weft-legend li { position: relative; }
.weft-map .weft-category { display: flex; align-items: center; gap: 7px; width: 100%; padding: 3px 4px; border: 0; border-radius: 5px; background: none; text-align: start; cursor: pointer; }
.weft-map .weft-category:hover { background: var(--weft-sunken); }
.weft-label { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.weft-count { flex: none; color: var(--weft-faint); font-size: 12px; }
.weft-map .weft-category[aria-pressed="false"] { color: var(--weft-faint); }
.weft-map .weft-category[aria-pressed="false"] .weft-swatch { background: none !important; box-shadow: inset 0 0 0 1.5px var(--weft-faint); }
.weft-map .weft-pick { position: absolute; right: 2px; top: 2px; padding: 0 7px; height: 21px; border: 1px solid var(--weft-line); border-radius: 5px; background: var(--weft-raised); color: var(--weft-accent); font-size: 11.5px; cursor: pointer; opacity: 0; pointer-events: none; }
.weft-legend li:hover .weft-pick, .weft-legend li:focus-within .weft-pick { opacity: 1; pointer-events: auto; }
.weft-legend li:hover .weft-count, .weft-legend li:focus-within .weft-count { visibility: hidden; }
.weft-colorbar { padding: 2px 4px; }
.weft-ramp { height: 12px; border-radius: 4px; }
.weft-ends { display: flex; justify-content: space-between; margin-top: 3px; font-size: 12px; color: var(--weft-faint); }
.weft-sliders { display: grid; margin-top: 10px; }
.weft-sliders input, .weft-setting input { width: 100%; height: 18px; accent-color: var(--weft-accent); }
.weft-footer { display: flex; flex-wrap: wrap; gap: 2px 16px; min-height: 27px; padding: 4px 12px; border-top: 1px solid var(--weft-line); color: var(--weft-faint); font-size: 12px; }
.weft-notice { margin-left: auto; }
.weft-said { color: var(--weft-warn); overflow-wrap: anywhere; }
.weft-panel { position: absolute; top: 8px; right: 8px; z-index: 3; width: 270px; max-height: calc(100% - 16px); overflow-y: auto; padding: 10px 12px 12px; border: 1px solid var(--weft-line); border-radius: 8px; background: var(--weft-raised); box-shadow: var(--weft-shadow); cursor: default; }
.weft-panel h4 { margin-bottom: 7px; }
.weft-setting { display: grid; grid-template-columns: 58px 1fr; align-items: center; gap: 8px; padding: 2px 0; }
.weft-map .weft-wide { display: block; width: 100%; margin-top: 5px; padding: 6px 9px; border: 1px solid var(--weft-line); border-radius: 6px; background: none; text-align: start; cursor: pointer; }
.weft-map .weft-wide:hover { background: var(--weft-sunken); }
.weft-keys { display: grid; grid-template-columns: max-content 1fr; gap: 3px 12px; margin: 0 0 8px; }
.weft-keys dd { margin: 0; }
.weft-keys kbd { display: inline-block; min-width: 20px; padding: 0 5px; border: 1px solid var(--weft-line); border-radius: 4px; background: var(--weft-sunken); font: inherit; font-size: 11.5px; text-align: center; }
.weft-map .weft-note { font-weight: 400; font-size: 12px; }
@media (max-width: 560px) { .weft-side { width: 132px; } }
`;
