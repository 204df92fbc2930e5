import type { AnyModel } from "@anywidget/types";
import type { AblationBoardMessage, AblationBoardState, BoardView } from "../../src/bridge/protocol/ablation_board.ts";
import { widgetRoot } from "../shared/base_style.ts";
import { element } from "../shared/elements.ts";
import { followTheme } from "../shared/theme.ts";
import { readBoard } from "./board_state.ts";
import { ChartsView } from "./charts_view.ts";
import { HeadView } from "./head_view.ts";
import { MapView } from "./map_view.ts";
import { STYLE } from "./style.ts";
import { TableView } from "./table_view.ts";

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
  readonly #ended = new AbortController();
  readonly #resized = new ResizeObserver(() => this.#draw());
  #state: AblationBoardState;
  #frame = 0;

  /** @param model What the kernel says of the study. */
  constructor(model: AnyModel) {
    this.#model = model;
    this.#state = readBoard(model);
    const left = element("div", { class: "wa-left" }, [this.#table.root, this.#charts.root]);
    const body = element("div", { class: "wa-body" }, [left, this.#map.root]);
    this.root = widgetRoot("weft-board", STYLE);
    this.root.append(...this.#head.parts, body);
    followTheme(this.root, this.#ended.signal);
    const changed = (): void => {
      this.#state = readBoard(model);
      this.#draw();
    };
    model.on("change", changed);
    this.#ended.signal.addEventListener("abort", () => model.off("change", changed));
    this.#resized.observe(this.#map.root);
    this.#draw();
  }

  /** Listens no longer and frees what the page does not free by itself. */
  end(): void {
    this.#ended.abort();
    this.#resized.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  #stop(): void {
    const message: AblationBoardMessage = { kind: "stop" };
    if (this.#state.live) this.#model.send(message);
  }

  #change(change: Partial<BoardView>): void {
    this.#model.set("view", { ...this.#state.view, ...change });
    this.#model.save_changes();
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
