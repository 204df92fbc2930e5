import { element } from "../shared/elements.ts";
import { watchKernel } from "../shared/kernel_link.ts";
import { listen } from "../shared/listen.ts";
import { saveFile } from "../shared/save_file.ts";
import { toPlane } from "./camera.ts";
import { type Actions, type Mode, runKey, type Tool } from "./commands.ts";
import { makeFooter } from "./footer.ts";
import { makeHeader } from "./header.ts";
import { followLasso } from "./lasso.ts";
import { makePlot } from "./make_plot.ts";
import { MapCamera } from "./map_camera.ts";
import { MapData, type MapModel } from "./map_data.ts";
import { MapHover } from "./map_hover.ts";
import { MapLink } from "./map_link.ts";
import { MapPoints } from "./map_points.ts";
import { MapSelection } from "./map_selection.ts";
import { settingsOf } from "./map_settings.ts";
import { makeOverlay } from "./overlay.ts";
import { makePanels } from "./panels.ts";
import { savePicture } from "./save_picture.ts";
import { makeSide } from "./side.ts";
import { makeTooltip } from "./tooltip.ts";
import { makeToolbar } from "./toolbar.ts";
import { makeUnderlays } from "./underlay.ts";
import { pointsInPolygon } from "./points_in_polygon.ts";
import type { Plot, PointStyle, ViewListener } from "./plot.ts";

/** A map on the page: puts its parts together and keeps them in step with the model and with linked maps. */
export class MapView implements Actions {
  readonly #model: MapModel;
  readonly #data: MapData;
  readonly #root: HTMLElement;
  readonly #selection: MapSelection;
  readonly #points: MapPoints;
  readonly #linked: MapLink;
  readonly #canvas = element("canvas", { class: "weft-canvas" });
  readonly #stage = element("div", {
    class: "weft-stage",
    attributes: { tabindex: 0, role: "application", "aria-roledescription": "map" },
  });
  readonly #tooltip = makeTooltip();
  readonly #camera: MapCamera;
  readonly #hover: MapHover;
  readonly #footer = makeFooter();
  readonly #overlay;
  readonly #underlays;
  readonly #header;
  readonly #side;
  readonly #toolbar;
  readonly #panels;
  readonly #stopLasso: () => boolean;
  #plot: Plot | undefined;
  #size = "";
  #tool: Tool = "pan";
  #mode: Mode = "replace";

  /** Builds the map inside `root`; `signal` takes it down. */
  constructor(model: MapModel, root: HTMLElement, signal: AbortSignal) {
    this.#model = model;
    this.#root = root;
    const data = this.#data = new MapData(model);
    this.#selection = new MapSelection(data.n);
    this.#points = new MapPoints(data, this.#selection);
    this.#overlay = makeOverlay(data.get("scale"));
    this.#underlays = makeUnderlays(data.underlays(), data.get("sections")?.boxes ?? []);
    this.#camera = new MapCamera(data, () => this.#plot);
    this.#hover = new MapHover({
      ...{ model, data, stage: this.#stage, overlay: this.#overlay, tooltip: this.#tooltip, points: this.#points },
      plot: () => this.#plot,
      diameter: () => this.#style().diameter,
    });
    const sections = data.sections();
    this.#header = makeHeader(data.get("title"), data.get("keys"), sections?.labels ?? [], {
      color: (key) => model.send({ kind: "color", key }),
      section: (section) => this.#save({ section }),
    });
    this.#side = makeSide({
      toggle: (code) => this.#hide(this.#points.toggled(code)),
      solo: (code) => this.#hide(this.#points.soloed(code)),
      select: (code, add) => this.#choose(this.#points.rowsOf(code), add ? "add" : "replace"),
    }, (range) => {
      this.#points.setRange(range);
      this.#refilter();
    });
    const settings = settingsOf(data, (changes) => this.#save(changes), (share) => this.#underlays.opacity(share));
    this.#panels = makePanels(settings, (kind) => this.save(kind));
    this.#toolbar = makeToolbar(this, {
      settings: () => this.#panels.toggle("settings"),
      save: () => this.#panels.toggle("save"),
    });
    this.#linked = new MapLink(data, {
      select: (bits) => this.#selection.set(bits) && this.#selectionChanged({ linked: false }),
      hover: (row) => this.#hover.point(row),
      hide: (hidden) => this.#save({ hidden }),
    }, signal);
    this.#stopLasso = followLasso(this.#stage, signal, {
      shape: ({ shiftKey, target }) => {
        if (target !== this.#canvas) return null; // an open panel lies on the stage too
        return this.#tool !== "pan" ? this.#tool : shiftKey ? "lasso" : null;
      },
      draw: (polygon) => this.#overlay.lasso(polygon),
      done: (polygon, { altKey, metaKey, ctrlKey }) =>
        this.#lassoed(polygon, altKey ? "remove" : metaKey || ctrlKey ? "add" : this.#mode),
    });
    this.#layOut();
    this.#listen(signal);
    this.#start(signal);
  }

  tool(tool: Tool): void {
    this.#tool = tool;
    this.#stage.dataset["tool"] = tool;
    this.#toolbar.setTool(tool, this.#mode);
  }

  mode(mode: Mode): void {
    this.#mode = mode;
    this.tool(this.#tool === "pan" ? "lasso" : this.#tool);
  }

  selectAll(): void {
    this.#choose(this.#points.shownRows(), "replace");
  }

  invert(): void {
    if (this.#selection.invert(this.#points.only ? null : this.#points.rows)) this.#selectionChanged();
  }

  clear(): void {
    this.#choose([], "replace");
  }

  toggleOnly(): void {
    this.#points.setOnly(!this.#points.only);
    this.#refilter();
  }

  zoomToSelection(): void {
    this.#camera.zoomTo(this.#selection.rows());
  }

  home(): void {
    this.#camera.home(true);
  }

  zoom(factor: number): void {
    this.#camera.zoom(factor);
  }

  pan(right: number, down: number): void {
    this.#camera.pan(right, down);
  }

  fullScreen(): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void this.#root.requestFullscreen?.();
  }

  save(kind: "png" | "svg"): void {
    if (!this.#plot) return;
    const selected = this.#selection.size > 0 ? this.#selection : null;
    savePicture(kind, {
      data: this.#data,
      plot: this.#plot,
      coloring: this.#points.coloring,
      hidden: this.#points.hidden,
      rows: this.#points.shownRows(),
      selected,
      style: this.#style(),
      underlays: this.#underlays,
      overlay: this.#overlay.element,
      root: this.#root,
    }).then(
      (blob) => saveFile(blob, `${this.#data.get("title") || "map"}.${kind}`),
      (error) => this.#footer.say(`The picture could not be made: ${error.message}`),
    );
    this.#panels.close();
  }

  help(): void {
    this.#panels.toggle("help");
  }

  escape(): void {
    if (this.#stopLasso() || this.#panels.close()) return;
    if (this.#points.only) return this.toggleOnly();
    if (this.#tool !== "pan") return this.tool("pan");
    this.clear();
  }

  #layOut(): void {
    const { n } = this.#data;
    this.#stage.setAttribute(
      "aria-label",
      `Map of ${n} spots. Arrows move, plus and minus zoom, question mark lists keys.`,
    );
    this.#stage.append(
      this.#underlays.element,
      this.#canvas,
      this.#overlay.element,
      this.#tooltip.element,
      this.#panels.element,
    );
    this.#root.append(
      element("div", { class: "weft-top" }, [this.#header.element, this.#toolbar.element]),
      element("div", { class: "weft-body" }, [this.#stage, this.#side.element]),
      this.#footer.element,
    );
    this.tool("pan");
    this.#underlays.opacity(this.#data.get("underlayOpacity"));
  }

  #listen(signal: AbortSignal): void {
    const model = this.#model;
    let queued = false;
    const recolor = (): void => {
      if (queued) return;
      queued = true;
      queueMicrotask(() => {
        queued = false;
        if (!signal.aborted) this.#recolor();
      });
    };
    for (const name of ["channel", "values", "emphasis", "emphasisValues"]) {
      listen(model, `change:${name}`, recolor, signal);
    }
    listen(model, "change:hidden", () => this.#takeHidden(), signal);
    listen(model, "change:section", () => this.#takeSection(true), signal);
    for (const name of ["pointSize", "opacity"] as const) {
      listen(model, `change:${name}`, () => this.#plot?.style(this.#style()), signal);
    }
    listen(model, "change:names", () => this.#hover.show(), signal);
    listen(model, "change:selected", () => {
      if (this.#selection.set(this.#data.selected())) this.#selectionChanged({ model: false });
    }, signal);
    listen(model, "msg:custom", (content) => {
      const { kind, reason } = (content ?? {}) as { kind?: string; reason?: string };
      if (kind !== "refused") return;
      this.#footer.say(String(reason));
      this.#header.setKey(this.#data.get("channel")?.key ?? null);
    }, signal);
    watchKernel(model, signal, (state) => {
      this.#header.setLive(state === "live");
      this.#footer.setKernel(state === "live");
    });
    this.#root.addEventListener("keydown", (event) => {
      if (event.target instanceof HTMLInputElement && event.key !== "Escape") return;
      if (!runKey(event, this)) return;
      event.preventDefault();
      event.stopPropagation();
    }, { signal });
    this.#stage.addEventListener("mousedown", (event) => this.#hover.press(event), { signal, capture: true });
    this.#stage.addEventListener("click", (event) => this.#clicked(event), { signal, capture: true });
    for (const name of ["wheel", "mousedown"]) {
      this.#stage.addEventListener(name, () => this.#camera.moved(), { signal, passive: true });
    }
    this.#stage.addEventListener("mousemove", (event) => {
      if (event.buttons !== 0) return;
      // The plot would look for the point itself and draw everything anew.
      event.stopPropagation();
      this.#pointAt(event.target === this.#canvas ? this.#hover.under(event) : null);
    }, { signal });
    this.#stage.addEventListener("mouseleave", () => this.#pointAt(null), { signal });
  }

  /** The plot is made when the map has a size: a notebook renders before it shows. */
  #start(signal: AbortSignal): void {
    const observer = new ResizeObserver(() => {
      if (this.#stage.clientWidth === 0) return;
      this.#fitStage();
      const size = `${this.#stage.clientWidth} ${this.#stage.clientHeight}`;
      if (size === this.#size) return;
      this.#size = size;
      if (this.#plot) this.#camera.resized();
      else this.#makePlot();
    });
    observer.observe(this.#stage);
    signal.addEventListener("abort", () => {
      observer.disconnect();
      this.#plot?.destroy();
      this.#underlays.destroy();
    });
  }

  #makePlot(): void {
    const viewed: ViewListener = (camera) => {
      this.#overlay.view(camera);
      this.#underlays.view(camera);
      if (this.#hover.row !== null) this.#hover.show();
    };
    this.#plot = makePlot(this.#canvas, this.#data.x, this.#data.y, viewed);
    if (!this.#plot.moves) this.#footer.setStill();
    this.#plot.style(this.#style());
    this.#takeSection(false);
    this.#recolor();
    this.#selection.set(this.#data.selected());
    // Also a selection that was heard of before there was a plot.
    if (this.#selection.size > 0) this.#selectionChanged({ model: false });
    this.#camera.home(false);
  }

  #fitStage(): void {
    this.#root.style.setProperty("--weft-stage-height", `${this.#camera.heightFor(this.#stage.clientWidth)}px`);
  }

  #recolor(): void {
    const channel = this.#data.get("channel");
    const coloring = this.#points.recolor();
    this.#header.setKey(channel?.key ?? null);
    this.#side.list(channel);
    this.#canvas.dataset["painted"] = "no";
    void this.#plot?.paint(coloring, this.#data.emphasis()).then(() => this.#canvas.dataset["painted"] = "yes");
    this.#refilter();
    this.#hover.show();
  }

  #takeHidden(): void {
    if (this.#points.takeHidden()) this.#refilter();
  }

  #takeSection(fly: boolean): void {
    const section = this.#data.get("section");
    this.#header.setSection(section);
    this.#overlay.sections(this.#data.get("sections"), section);
    this.#underlays.show(section);
    if (!this.#plot) return;
    this.#refilter();
    this.#fitStage();
    this.#camera.home(fly);
  }

  /** Shows what is neither hidden nor filtered out. */
  #refilter(): void {
    this.#plot?.show(this.#points.filter());
    this.#count();
  }

  #count(): void {
    const { all, selected } = this.#points.counts();
    const size = this.#selection.size;
    this.#side.update(this.#points.hidden, all, selected);
    this.#footer.setCounts(this.#data.n, this.#points.rows?.length ?? this.#data.n, size);
    this.#toolbar.setSelection(size > 0, this.#points.only);
  }

  #hide(hidden: number[]): void {
    this.#save({ hidden });
    this.#linked.hide(hidden);
  }

  #lassoed(polygon: ArrayLike<number>, mode: Mode): void {
    const camera = this.#plot!.camera();
    const corners = new Float64Array(polygon.length);
    for (let c = 0; c + 1 < polygon.length; c += 2) corners.set(toPlane(camera, polygon[c]!, polygon[c + 1]!), c);
    const inside = pointsInPolygon(this.#data.x, this.#data.y, corners);
    this.#choose(inside.filter((row) => this.#points.shows(row)), mode);
  }

  #clicked(event: MouseEvent): void {
    if (!(event.target === this.#canvas)) return;
    event.stopPropagation();
    const row = this.#hover.clicked(event);
    if (row === null || this.#tool !== "pan") return;
    this.#choose([row], event.metaKey || event.ctrlKey ? "add" : event.altKey ? "remove" : this.#mode);
  }

  #choose(rows: ArrayLike<number>, mode: Mode): void {
    if (this.#selection.choose(rows, mode)) this.#selectionChanged();
  }

  #selectionChanged(tell: { model?: boolean; linked?: boolean } = {}): void {
    const { bits } = this.#selection;
    if (tell.model !== false) this.#save({ selected: bits });
    if (tell.linked !== false) this.#linked.select(bits);
    const { only } = this.#points;
    this.#points.setOnly(only);
    if (only) this.#refilter();
    else this.#count();
    this.#plot?.select(Array.from(this.#selection.rows()));
  }

  #pointAt(row: number | null): void {
    if (this.#hover.point(row)) this.#linked.hover(row);
  }

  #style(): PointStyle {
    return { diameter: this.#data.get("pointSize") * this.#data.get("spacing"), opacity: this.#data.get("opacity") };
  }

  #save(changes: { [K in "selected" | "hidden" | "section" | "pointSize" | "opacity"]?: unknown }): void {
    for (const [name, value] of Object.entries(changes)) this.#model.set(name as "hidden", value as number[]);
    this.#model.save_changes();
  }
}
