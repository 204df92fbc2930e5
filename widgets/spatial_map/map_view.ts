import { element } from "../shared/elements.ts";
import { watchKernel } from "../shared/kernel_link.ts";
import { joinLink, type LinkMessage } from "../shared/links.ts";
import { listen } from "../shared/listen.ts";
import { saveFile } from "../shared/save_file.ts";
import { type Box, boxOf, panned, toPlane, toScreen, zoomed } from "./camera.ts";
import { type Coloring, countCodes } from "./coloring.ts";
import { type Actions, type Mode, runKey, type Tool } from "./commands.ts";
import { makeFooter } from "./footer.ts";
import { GlPlot } from "./gl_plot.ts";
import { makeHeader } from "./header.ts";
import { followLasso } from "./lasso.ts";
import { MapData, type MapModel } from "./map_data.ts";
import { MapSelection } from "./map_selection.ts";
import { makeOverlay } from "./overlay.ts";
import { makePanels } from "./panels.ts";
import { savePicture } from "./save_picture.ts";
import { makeSide } from "./side.ts";
import { makeTooltip } from "./tooltip.ts";
import { tooltipLines } from "./tooltip_lines.ts";
import { makeToolbar } from "./toolbar.ts";
import { makeUnderlays } from "./underlay.ts";
import { pointsInPolygon } from "./points_in_polygon.ts";
import type { Plot, PlotEvents } from "./plot.ts";
import { StillPlot } from "./still_plot.ts";
import { visibleRows } from "./visible.ts";

const WITHOUT_WEBGL =
  "This browser has no WebGL: the map is a still picture. Colours and selections work; zoom does not.";
const WITHOUT_KERNEL = "No kernel behind this map: it can be explored, but selections stay here.";

/** A map on the page: puts its parts together and keeps them in step with the model and with linked maps. */
export class MapView implements Actions {
  readonly #model: MapModel;
  readonly #data: MapData;
  readonly #root: HTMLElement;
  readonly #selection: MapSelection;
  readonly #tellLinked: (message: LinkMessage) => void;
  readonly #canvas = element("canvas", { class: "weft-canvas" });
  readonly #stage = element("div", {
    class: "weft-stage",
    attributes: { tabindex: 0, role: "application", "aria-roledescription": "map" },
  });
  readonly #tooltip = makeTooltip();
  readonly #footer = makeFooter();
  readonly #overlay;
  readonly #underlays;
  readonly #header;
  readonly #side;
  readonly #toolbar;
  readonly #panels;
  readonly #stopLasso: () => boolean;
  #plot: Plot | undefined;
  #coloring!: Coloring;
  #hidden = new Set<number>();
  #rows: number[] | null = null;
  #only = false;
  #range: readonly [number, number] | null = null;
  #tool: Tool = "pan";
  #mode: Mode = "replace";
  #diameter = 1;
  #opacity = 1;
  #hovered: number | null = null;
  #moved = false;

  /** Builds the map inside `root`; `signal` takes it down. */
  constructor(model: MapModel, root: HTMLElement, signal: AbortSignal) {
    this.#model = model;
    this.#root = root;
    const data = this.#data = new MapData(model);
    this.#selection = new MapSelection(data.n);
    this.#overlay = makeOverlay(data.get("scale"));
    this.#underlays = makeUnderlays(data.underlays());
    [this.#diameter, this.#opacity] = [data.get("pointSize"), data.get("opacity")];
    const sections = data.sections();
    this.#header = makeHeader(data.get("title"), data.get("keys"), sections?.labels ?? [], {
      color: (key) => model.send({ kind: "color", key }),
      section: (section) => this.#save({ section }),
    });
    this.#side = makeSide({
      toggle: (code) => this.#hide(this.#hidden.has(code) ? without(this.#hidden, code) : [...this.#hidden, code]),
      solo: (code) => this.#solo(code),
      select: (code, add) => this.#choose(this.#rowsOf(code), add ? "add" : "replace"),
    }, (range) => {
      this.#range = range;
      this.#refilter();
    });
    this.#panels = makePanels(this.#settings(), (kind) => this.save(kind));
    this.#toolbar = makeToolbar(this, {
      settings: () => this.#panels.toggle("settings"),
      save: () => this.#panels.toggle("save"),
    });
    this.#tellLinked = joinLink(data.get("link"), (message) => this.#hearLinked(message), signal);
    this.#stopLasso = followLasso(this.#stage, signal, {
      shape: ({ shiftKey }) => this.#tool !== "pan" ? this.#tool : shiftKey ? "lasso" : null,
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
    this.#choose(this.#shownRows(), "replace");
  }

  invert(): void {
    if (this.#selection.invert(this.#only ? null : this.#rows)) this.#selectionChanged();
  }

  clear(): void {
    this.#choose([], "replace");
  }

  toggleOnly(): void {
    this.#only = !this.#only && this.#selection.size > 0;
    this.#refilter();
  }

  zoomToSelection(): void {
    const box = boxOf(this.#data.x, this.#data.y, this.#selection.rows());
    if (!box) return;
    this.#moved = true;
    const pad = this.#data.get("spacing");
    this.#plot?.lookAt([box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad], true);
  }

  home(fly = true): void {
    this.#moved = false;
    this.#plot?.lookAt(this.#homeBox(), fly);
  }

  zoom(factor: number): void {
    const camera = this.#plot?.camera();
    if (!camera) return;
    this.#moved = true;
    this.#plot!.move(zoomed(camera, factor, camera.width / 2, camera.height / 2));
  }

  pan(right: number, down: number): void {
    const camera = this.#plot?.camera();
    if (!camera) return;
    this.#moved = true;
    this.#plot!.move(panned(camera, -right * camera.width, -down * camera.height));
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
      coloring: this.#coloring,
      hidden: this.#hidden,
      rows: this.#shownRows(),
      selected,
      style: this.#style(),
      images: this.#underlays.images,
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
    if (this.#only) return this.toggleOnly();
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
    listen(model, "change:pointSize", () => this.#restyle({ diameter: this.#data.get("pointSize") }), signal);
    listen(model, "change:opacity", () => this.#restyle({ opacity: this.#data.get("opacity") }), signal);
    listen(model, "change:names", () => this.#showHovered(), signal);
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
      this.#notice(state === "live" ? null : WITHOUT_KERNEL);
    });
    this.#root.addEventListener("keydown", (event) => {
      if (event.target instanceof HTMLInputElement && event.key !== "Escape") return;
      if (!runKey(event, this)) return;
      event.preventDefault();
      event.stopPropagation();
    }, { signal });
    this.#stage.addEventListener("click", (event) => this.#clicked(event), { signal, capture: true });
    for (const name of ["wheel", "mousedown"]) {
      this.#stage.addEventListener(name, () => this.#moved = true, { signal, passive: true });
    }
    this.#stage.addEventListener("mouseleave", () => this.#hover(null), { signal });
  }

  /** The plot is made when the map has a size: a notebook renders before it shows. */
  #start(signal: AbortSignal): void {
    const observer = new ResizeObserver(() => {
      if (this.#stage.clientWidth === 0) return;
      this.#fitStage();
      if (this.#plot) {
        this.#plot.resize();
        if (!this.#moved) this.home(false);
      } else {
        this.#makePlot();
      }
    });
    observer.observe(this.#stage);
    signal.addEventListener("abort", () => {
      observer.disconnect();
      this.#plot?.destroy();
      this.#underlays.destroy();
    });
  }

  #makePlot(): void {
    const events: PlotEvents = {
      view: (camera) => {
        this.#overlay.view(camera);
        this.#underlays.view(camera);
      },
      hover: (row) => this.#hover(row),
    };
    const { x, y } = this.#data;
    try {
      this.#plot = new GlPlot(this.#canvas, x, y, events);
    } catch {
      this.#plot = new StillPlot(this.#canvas, x, y, events);
      this.#notice(null);
    }
    this.#plot.style(this.#style());
    this.#takeSection(false);
    this.#recolor();
    if (this.#selection.set(this.#data.selected())) this.#selectionChanged({ model: false });
    this.home(false);
  }

  #fitStage(): void {
    const [left, bottom, right, top] = this.#homeBox();
    const aspect = (top - bottom) / Math.max(right - left, 1e-6);
    const height = Math.round(Math.min(560, Math.max(300, this.#stage.clientWidth * aspect)));
    this.#root.style.setProperty("--weft-stage-height", `${height}px`);
  }

  #homeBox(): Box {
    const { x, y } = this.#data;
    const section = this.#data.get("section");
    const [left, bottom, right, top] = (section === null ? null : this.#data.get("sections")?.boxes[section]) ??
      boxOf(x, y) ?? [-1, -1, 1, 1];
    const pad = this.#data.get("spacing");
    return [left - pad, bottom - pad, right + pad, top + pad];
  }

  #recolor(): void {
    const channel = this.#data.get("channel");
    this.#coloring = this.#data.coloring();
    this.#range = null;
    this.#header.setKey(channel?.key ?? null);
    this.#side.list(channel);
    this.#canvas.dataset["painted"] = "no";
    void this.#plot?.paint(this.#coloring, this.#data.emphasis()).then(() => {
      this.#canvas.dataset["painted"] = "yes";
    });
    this.#hidden = this.#hiddenOfModel();
    this.#refilter();
    this.#showHovered();
  }

  #hiddenOfModel(): Set<number> {
    const channel = this.#data.get("channel");
    if (channel?.kind !== "category") return new Set();
    return new Set(this.#data.get("hidden").map((code) => code < 0 ? channel.labels.length : code));
  }

  #takeHidden(): void {
    const next = this.#hiddenOfModel();
    if (next.size === this.#hidden.size && [...next].every((code) => this.#hidden.has(code))) return;
    this.#hidden = next;
    this.#refilter();
  }

  #takeSection(fly: boolean): void {
    const section = this.#data.get("section");
    this.#header.setSection(section);
    this.#overlay.sections(this.#data.get("sections"), section);
    this.#underlays.show(section);
    if (!this.#plot || !this.#coloring) return;
    this.#refilter();
    this.#fitStage();
    this.home(fly);
  }

  /** Shows what is neither hidden nor filtered out. */
  #refilter(): void {
    const sections = this.#data.sections();
    const shown = this.#data.get("section");
    const range = this.#range && this.#data.get("channel")?.kind === "value"
      ? { values: this.#data.values(), from: this.#range[0], to: this.#range[1] }
      : null;
    this.#rows = visibleRows(this.#coloring.codes, {
      hidden: this.#hidden,
      section: sections && shown !== null ? { codes: sections.codes, shown } : null,
      only: this.#only ? this.#selection.bits : null,
      range,
    });
    this.#plot?.show(this.#rows);
    this.#count();
  }

  #count(): void {
    const size = this.#selection.size;
    const { codes, colors } = this.#coloring;
    const selected = size > 0 ? countCodes(codes, colors.length, this.#selection.rows()) : null;
    this.#side.update(this.#hidden, countCodes(codes, colors.length), selected);
    this.#footer.setCounts(this.#data.n, this.#rows?.length ?? this.#data.n, size);
    this.#toolbar.setSelection(size > 0, this.#only);
  }

  #hide(codes: readonly number[]): void {
    const channel = this.#data.get("channel");
    if (channel?.kind !== "category") return;
    const hidden = codes.map((code) => code === channel.labels.length ? -1 : code).sort((a, b) => a - b);
    this.#save({ hidden });
    this.#tellLinked({ kind: "hidden", key: channel.key, hidden });
  }

  #solo(code: number): void {
    const channel = this.#data.get("channel");
    if (channel?.kind !== "category") return;
    const others = [...Array(channel.labels.length + 1).keys()].filter((other) => other !== code);
    const alone = others.every((other) => this.#hidden.has(other));
    this.#hide(alone ? [] : others);
  }

  #rowsOf(code: number): number[] {
    const rows: number[] = [];
    this.#coloring.codes.forEach((other, i) => other === code && rows.push(i));
    return rows;
  }

  #shownRows(): number[] {
    return this.#rows ?? [...Array(this.#data.n).keys()];
  }

  #lassoed(polygon: ArrayLike<number>, mode: Mode): void {
    const camera = this.#plot!.camera();
    const corners = new Float64Array(polygon.length);
    for (let c = 0; c + 1 < polygon.length; c += 2) corners.set(toPlane(camera, polygon[c]!, polygon[c + 1]!), c);
    const inside = pointsInPolygon(this.#data.x, this.#data.y, corners);
    if (this.#rows === null) return this.#choose(inside, mode);
    const shown = new Set(this.#rows);
    this.#choose(inside.filter((row) => shown.has(row)), mode);
  }

  #clicked(event: MouseEvent): void {
    if (!(event.target === this.#canvas)) return;
    event.stopPropagation();
    if (this.#hovered === null || this.#tool !== "pan") return;
    this.#choose([this.#hovered], event.metaKey || event.ctrlKey ? "add" : event.altKey ? "remove" : this.#mode);
  }

  #choose(rows: ArrayLike<number>, mode: Mode): void {
    if (this.#selection.choose(rows, mode)) this.#selectionChanged();
  }

  #selectionChanged(tell: { model?: boolean; linked?: boolean } = {}): void {
    const { bits } = this.#selection;
    if (tell.model !== false) this.#save({ selected: bits });
    if (tell.linked !== false) this.#tellLinked({ kind: "select", n: this.#data.n, bits });
    if (this.#only) {
      this.#only = this.#selection.size > 0;
      this.#refilter();
    }
    this.#plot?.select(Array.from(this.#selection.rows()));
    if (this.#coloring) this.#count();
  }

  #hearLinked(message: LinkMessage): void {
    if (message.kind === "select" && message["n"] === this.#data.n) {
      if (this.#selection.set(message["bits"] as Uint8Array)) this.#selectionChanged({ linked: false });
    } else if (message.kind === "hover" && message["n"] === this.#data.n) {
      this.#hovered = message["row"] as number | null;
      this.#showHovered();
    } else if (message.kind === "hidden" && message["key"] === this.#data.get("channel")?.key) {
      this.#save({ hidden: message["hidden"] as number[] });
    }
  }

  #hover(row: number | null): void {
    if (row === this.#hovered) return;
    this.#hovered = row;
    this.#showHovered();
    this.#tellLinked({ kind: "hover", n: this.#data.n, row });
  }

  #showHovered(): void {
    const row = this.#hovered;
    this.#stage.classList.toggle("weft-over", row !== null);
    if (row === null || !this.#plot) {
      this.#overlay.unring();
      return this.#tooltip.hide();
    }
    const names = this.#data.names();
    if (!names.known && this.#data.get("live")) this.#model.send({ kind: "names" });
    const [x, y] = [this.#data.x[row]!, this.#data.y[row]!];
    this.#overlay.ring(x, y, this.#style().diameter);
    const name = names.at(row) ?? `spot ${row + 1}`;
    this.#tooltip.show(name, tooltipLines(this.#data, this.#coloring, row), toScreen(this.#plot.camera(), x, y));
  }

  #style(): { diameter: number; opacity: number } {
    return { diameter: this.#diameter * this.#data.get("spacing"), opacity: this.#opacity };
  }

  #restyle({ diameter = this.#diameter, opacity = this.#opacity }: { diameter?: number; opacity?: number }): void {
    [this.#diameter, this.#opacity] = [diameter, opacity];
    this.#plot?.style(this.#style());
  }

  #settings(): Parameters<typeof makePanels>[0] {
    const images = this.#underlays.images.length > 0
      ? [{
        label: "image",
        ...{ min: 0, max: 1, step: 0.05, value: this.#data.get("underlayOpacity") },
        changed: (opacity: number) => this.#underlays.opacity(opacity),
      }]
      : [];
    return [
      {
        label: "size",
        ...{ min: 0.2, max: 3, step: 0.05, value: this.#diameter },
        changed: (pointSize) => this.#save({ pointSize }),
      },
      {
        label: "opacity",
        ...{ min: 0.05, max: 1, step: 0.05, value: this.#opacity },
        changed: (opacity) => this.#save({ opacity }),
      },
      ...images,
    ];
  }

  #save(changes: { [K in "selected" | "hidden" | "section" | "pointSize" | "opacity"]?: unknown }): void {
    for (const [name, value] of Object.entries(changes)) this.#model.set(name as "hidden", value as number[]);
    this.#model.save_changes();
  }

  #notice(notice: string | null): void {
    const still = this.#plot && !this.#plot.moves ? WITHOUT_WEBGL : null;
    this.#footer.setNotice([still, notice].filter(Boolean).join(" ") || null);
  }
}

function without(codes: ReadonlySet<number>, code: number): number[] {
  return [...codes].filter((other) => other !== code);
}
