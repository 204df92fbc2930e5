/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import type { OpenOptions } from "../browser/chromium.ts";
import type { Chromium } from "../browser/chromium.ts";
import { within } from "../within.ts";
import type { Application, JupyterServer } from "./jupyter_server.ts";

// deno-lint-ignore no-control-regex
const COLOURS = /\x1b\[[\d;]*m/g;

/** An output of a cell as Jupyter keeps it. */
export interface Output {
  readonly "output_type": string;
  readonly name?: string;
  readonly text?: string | string[];
  readonly ename?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** What of Jupyter's application tests use; it lives on the page. */
interface JupyterApp {
  readonly commands: { execute(id: string, args?: object): Promise<unknown> };
  readonly shell: { readonly currentWidget: Panel | null };
}

interface Panel {
  readonly context: { readonly isReady: boolean; readonly model: { readonly dirty: boolean } };
  readonly content: {
    activeCellIndex: number;
    readonly widgets: readonly Cell[];
    scrollToItem(i: number): Promise<void>;
  };
  readonly sessionContext: {
    readonly session: { readonly kernel: Kernel | null } | null;
  };
}

interface Kernel {
  readonly status: string;
  restart(): Promise<void>;
  requestCommInfo(content: object): Promise<{ readonly content: { readonly comms: object } }>;
}

interface Cell {
  readonly node: HTMLElement;
  readonly model: { readonly executionCount: number | null };
  readonly outputArea: { readonly node: HTMLElement; readonly model: { toJSON(): Output[] } };
}

declare global {
  var jupyterapp: JupyterApp;
}

/** A notebook that is open in JupyterLab or Notebook 7. */
export class NotebookPage {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens a notebook of the server's folder and waits until its kernel is idle. */
  static async open(
    chromium: Chromium,
    server: JupyterServer,
    name: string,
    options: OpenOptions & { readonly application?: Application; readonly kernel?: boolean } = {},
  ): Promise<NotebookPage> {
    const { application = "lab", kernel = true, ...how } = options;
    // What Jupyter itself reports: resources that it does without, settings asked for before they are there.
    const allow = /Failed to load resource|ResizeObserver loop|reading 'schema'/;
    const page = await chromium.open(server.page(application, name), { width: 1400, height: 1000, allow, ...how });
    const notebook = new NotebookPage(page);
    await notebook.ready(kernel);
    return notebook;
  }

  /** Waits until the notebook is there, and its kernel idle if there is to be one. */
  async ready(kernel = true): Promise<void> {
    await this.page.waitForFunction(() => globalThis.jupyterapp?.shell?.currentWidget?.context?.isReady, null, {
      timeout: 60_000,
    });
    if (kernel) await this.idle();
  }

  /** Waits until the kernel has nothing to do. */
  async idle(ms = 30_000): Promise<void> {
    await this.until("the kernel to be idle", () => this.status().then((status) => status === "idle"), ms);
  }

  /** What the kernel does, as Jupyter sees it. */
  status(): Promise<string | undefined> {
    return this.page.evaluate(() => jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status);
  }

  /** Reloads the page, without waiting for the kernel. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready(false);
  }

  /** Runs one of Jupyter's commands to its end. */
  async command(id: string, ms = 30_000): Promise<void> {
    await within(ms, id, this.page.evaluate(async (id) => void await jupyterapp.commands.execute(id), id));
  }

  /** Runs a cell and waits until it has ended. */
  async run(i: number, ms = 30_000): Promise<void> {
    await this.#select(i);
    await this.command("notebook:run-cell", ms);
  }

  /** Runs a cell without waiting for its end. */
  async start(i: number): Promise<void> {
    await this.#select(i);
    await this.page.evaluate(() => void jupyterapp.commands.execute("notebook:run-cell"));
  }

  /** Runs all cells and waits until the last has ended. */
  runAll(ms = 60_000): Promise<void> {
    return this.command("notebook:run-all-cells", ms);
  }

  /** Restarts the kernel and waits until the new one is idle. */
  async restart(): Promise<void> {
    const restarted = this.page.evaluate(() =>
      jupyterapp.shell.currentWidget!.sessionContext.session!.kernel!.restart()
    );
    await within(20_000, "the restart", restarted);
    await this.idle();
  }

  /** Outputs of a cell. */
  outputs(i: number): Promise<Output[]> {
    return this.page.evaluate((i) => jupyterapp.shell.currentWidget!.content.widgets[i]!.outputArea.model.toJSON(), i);
  }

  /** Text of a cell's outputs: what was printed, its plain result, the name of its error. */
  async text(i: number): Promise<string> {
    const join = (text: unknown): string => Array.isArray(text) ? text.join("") : String(text ?? "");
    return (await this.outputs(i)).map((output) => output.ename ?? join(output.text ?? output.data?.["text/plain"]))
      .join("").replaceAll(COLOURS, "");
  }

  /** How often cells ran, as the cell's prompt shows it. */
  count(i: number): Promise<number | null> {
    return this.page.evaluate((i) => jupyterapp.shell.currentWidget!.content.widgets[i]!.model.executionCount, i);
  }

  /** Brings a cell into view; resolves to what its outputs hold on the page. */
  async output(i: number): Promise<Locator> {
    await this.#select(i);
    await this.page.evaluate((i) => {
      const cell = jupyterapp.shell.currentWidget!.content.widgets[i]!;
      for (const marked of document.querySelectorAll("[data-test-cell]")) marked.removeAttribute("data-test-cell");
      cell.outputArea.node.setAttribute("data-test-cell", "");
    }, i);
    const outputs = this.page.locator("[data-test-cell]");
    await outputs.scrollIntoViewIfNeeded();
    return outputs;
  }

  /** Waits for a condition, asked again and again; fails with its name. */
  async until(what: string, holds: () => Promise<boolean>, ms = 20_000): Promise<void> {
    const end = performance.now() + ms;
    for (;;) {
      if (await within(ms, what, holds())) return;
      assert(performance.now() < end, `waited ${ms} ms for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #select(i: number): Promise<void> {
    await this.page.evaluate(async (i) => {
      const { content } = jupyterapp.shell.currentWidget!;
      content.activeCellIndex = i;
      await content.scrollToItem(i);
    }, i);
  }
}
