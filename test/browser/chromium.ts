import type { ChromiumProcess } from "./chromium_process.ts";
import { PageServer, type Site } from "./page_server.ts";
import { within } from "../within.ts";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";

const SCREENSHOTS = new URL("../../out/screenshots/", import.meta.url);
/** Time that Chromium has for whatever a test waits for, in ms: no claim, so long enough for a machine that is busy. */
const WAIT = 90_000;

/** How a page is opened. */
export interface OpenOptions {
  /** Width of the window in pixels; default 1000. */
  readonly width?: number;
  /** Height of the window in pixels; default 800. */
  readonly height?: number;
  /** Whether the person prefers dark colours; default false. */
  readonly dark?: boolean;
  /** Whether scripts run; default true. */
  readonly scripts?: boolean;
  /** Errors that the page may report. */
  readonly allow?: RegExp;
}

/** A connection to Chromium for one test; everything opened with it is closed with it. */
export class Chromium {
  /** What pages reported: console errors, uncaught errors, and requests to anywhere but this machine. */
  readonly errors: string[] = [];
  readonly #browser: Browser;
  readonly #servers: PageServer[] = [];

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Connects to a Chromium that runs. */
  static async connect({ endpoint, folder }: ChromiumProcess): Promise<Chromium> {
    return new Chromium(await chromium.connectOverCDP(endpoint, { timeout: WAIT, artifactsDir: folder }));
  }

  /** Opens a page: an address, the text of a page, or a small site of which `index.html` is opened. */
  async open(what: URL | string | Site, options: OpenOptions = {}): Promise<Page> {
    const { width = 1000, height = 800, dark = false, scripts = true, allow } = options;
    const context = await this.#browser.newContext({
      viewport: { width, height },
      colorScheme: dark ? "dark" : "light",
      javaScriptEnabled: scripts,
      acceptDownloads: true,
    });
    context.setDefaultTimeout(WAIT);
    const page = await context.newPage();
    const report = (text: string) => {
      if (!allow?.test(text)) this.errors.push(text);
    };
    page.on("pageerror", (error) => report(`uncaught: ${error.message}`));
    page.on("dialog", (dialog) => {
      // A page with unsaved changes asks whether to leave it.
      if (dialog.type() === "beforeunload") return void dialog.accept();
      report(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("console", (message) => {
      if (message.type() === "error") report(`console: ${message.text()}`);
    });
    page.on("request", (request) => {
      if (!/^(?:data|blob|file|about):|^http:\/\/127\.0\.0\.1[:/]/.test(request.url())) {
        report(`request to ${request.url()}`);
      }
    });
    await page.goto(what instanceof URL ? what.href : this.serve(what));
    return page;
  }

  /** Serves a page or a site until the test ends; returns its address. */
  serve(site: string | Site): string {
    const server = new PageServer(typeof site === "string" ? { "index.html": site } : site);
    this.#servers.push(server);
    return server.url;
  }

  /** Keeps a picture in `out/screenshots`. */
  async screenshot(page: Page, name: string): Promise<void> {
    await Deno.mkdir(SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, SCREENSHOTS)) });
  }

  /** Keeps a picture of every page that is open, for a test that failed. */
  async screenshots(name: string): Promise<void> {
    const pages = this.#browser.contexts().flatMap((context) => context.pages());
    const file = `failed_${name.replaceAll(/\W+/g, "_").slice(0, 80)}`;
    for (const [i, page] of pages.entries()) {
      await within(10_000, "a picture", this.screenshot(page, `${file}_${i}`)).catch(() => {});
    }
  }

  /** Fails when a page has reported an error; errors are told once. */
  assertNoErrors(): void {
    assert.deepEqual(this.errors.splice(0), []);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const context of this.#browser.contexts()) {
      for (const page of context.pages()) await within(WAIT, "closing a page", page.close());
      await within(WAIT, "closing pages", context.close());
    }
    await within(WAIT, "leaving Chromium", this.#browser.close());
    // The client removes a file of its own after it said that it has closed, which the sanitizers would call a leak.
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const server of this.#servers) await server[Symbol.asyncDispose]();
  }
}
