import type { AnyModel } from "@anywidget/types";
import type { AblationBoardMessage, AblationBoardState, BoardView } from "../../src/bridge/protocol/ablation_board.ts";
import { widgetRoot } from "../shared/base_style.ts";
import { element } from "../shared/elements.ts";
import { KernelWatch } from "../shared/kernel_watch.ts";
import { followTheme } from "../shared/theme.ts";
import { readBoard } from "./board_state.ts";
import { ChartsView } from "./charts_view.ts";
import { HeadView } from "./head_view.ts";
import { MapView } from "./map_view.ts";
import { STYLE } from "./style.ts";
import { TableView } from "./table_view.ts";

/** Time that the kernel has to answer when it seems to be gone, in ms. */
const SOON = 2500;

/** Everything on the page that belongs to one view of a study. */
export class AblationBoardWidget {
  /** Its element. */
  readonly root: HTMLElement;
  readonly #model: AnyModel;
  readonly #head = new HeadView(() => this.#stop(), (view) => this.#change(view));
  readonly #table = new TableView({
    pick: (line) => this.#change({ line, row: 0 }),
    sort: (sort) => this.#change({ sort }),
  });
  readonly #charts = new ChartsView((line) => this.#change({ line, row: 0 }));
  readonly #map = new MapView((row) => this.#change({ row }));
  readonly #watch = new KernelWatch(() => this.#send({ kind: "weft.hello" }), (gone) => this.#head.isGone(gone));
  readonly #ended = new AbortController();
  readonly #resized = new ResizeObserver(() => this.#draw());
  #state: AblationBoardState;
  #frame = 0;
  /** A trait is being set here: that is no sign of the kernel. */
  #setting = false;

  /** @param model What the kernel says of the study. */
  constructor(model: AnyModel) {
    this.#model = model;
    this.#state = readBoard(model);
    const left = element("div", { class: "wa-left" }, [this.#table.root, this.#charts.root]);
    const body = element("div", { class: "wa-body" }, [left, this.#map.root]);
    this.root = widgetRoot("weft-board", STYLE);
    this.root.append(...this.#head.parts, body);
    followTheme(this.root, this.#ended.signal);
    this.#listen("change", () => {
      this.#state = readBoard(model);
      this.#draw();
      if (!this.#setting) this.#heard();
    });
    this.#listen("msg:custom", () => this.#heard());
    for (const name of ["comm:close", "comm_live_update"]) {
      this.#listen(name, () => this.#running && this.#watch.doubt(SOON));
    }
    this.#resized.observe(this.#map.root);
    this.#draw();
    if (this.#running) this.#watch.doubt();
  }

  /** Listens no longer and frees what the page does not free by itself. */
  end(): void {
    this.#ended.abort();
    this.#resized.disconnect();
    this.#watch.end();
    cancelAnimationFrame(this.#frame);
  }

  /** Whether there is a study that goes on in a kernel. */
  get #running(): boolean {
    return this.#state.live && this.#state.state === "running";
  }

  #listen(name: string, listener: () => void): void {
    this.#model.on(name, listener);
    this.#ended.signal.addEventListener("abort", () => this.#model.off(name, listener));
  }

  #heard(): void {
    this.#watch.heard();
    if (!this.#running) this.#watch.end();
  }

  #stop(): void {
    this.#send({ kind: "stop" });
    this.#watch.doubt();
  }

  #send(message: AblationBoardMessage): void {
    if (!this.#state.live) return;
    try {
      this.#model.send(message);
    } catch {
      // What cannot be sent is not answered, and that is what the watch waits for.
    }
  }

  #change(change: Partial<BoardView>): void {
    this.#setting = true;
    this.#model.set("view", { ...this.#state.view, ...change });
    this.#model.save_changes();
    this.#setting = false;
    this.#state = readBoard(this.#model);
    this.#paint();
  }

  /** Draws everything in the next frame, however often it is asked for. */
  #draw(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  #paint(): void {
    this.root.dataset["state"] = this.#state.state;
    this.#head.update(this.#state);
    this.#table.update(this.#state);
    this.#charts.update(this.#state);
    this.#map.update(this.#state);
  }
}
