const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
};

/** Files of a small site, by path without a slash at the start. */
export type Site = Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;

/** A site on the loopback. */
export class PageServer {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor(site: Site) {
    this.#server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
      const path = decodeURIComponent(new URL(request.url).pathname.slice(1)) || "index.html";
      if (path === "favicon.ico") return new Response(null, { status: 204 });
      const content = site[path];
      if (content === undefined) return new Response(`no ${path}`, { status: 404 });
      return new Response(content, {
        headers: { "content-type": TYPES[path.split(".").at(-1)!] ?? "application/octet-stream" },
      });
    });
  }

  /** Its address, with a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}
