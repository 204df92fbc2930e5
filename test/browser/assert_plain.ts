/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { plainText } from "../../src/plot/plain_text.ts";

/** How much of a name must be seen: displays shorten long ones. */
const SEEN = 20;

/** How {@linkcode assertPlain} looks. */
export interface AssertPlainOptions {
  /** Names that must be read on the page; default none. */
  readonly names?: readonly string[];
  /** What the messages call the page. */
  readonly what: string;
}

/**
 * Checks that a page took hostile names for text: no element, attribute or style came of one, the page is seen, a sign
 * that turns the direction turns its own name only, and the names are read where they must be. What runs is reported by
 * the browser and makes the test fail at its end.
 */
export async function assertPlain(page: Page, { names = [], what }: AssertPlainOptions): Promise<void> {
  const found = await page.evaluate(() => {
    const elements = [...document.querySelectorAll("*")];
    const describe = (element: Element): string => element.outerHTML.slice(0, 200);
    const turned = (node: Node): boolean => {
      const element = node.parentElement!;
      const { display, unicodeBidi } = getComputedStyle(element);
      const apart = !/^(inline|contents)$/.test(display) || element instanceof SVGElement;
      return !apart && !/isolate|plaintext/.test(unicodeBidi);
    };
    const texts: string[] = [];
    const loose: string[] = [];
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element?.closest("script, style") || (element && getComputedStyle(element).display === "none")) continue;
      const text = node.nodeValue ?? "";
      texts.push(text);
      if (element && /[\u202b\u202d\u202e\u2067\u2068]/.test(text) && element.closest("body") && turned(node)) {
        loose.push(describe(element));
      }
    }
    for (const element of elements) {
      for (const name of ["title", "aria-label", "alt", "value", "placeholder"]) {
        texts.push(element.getAttribute(name) ?? "");
      }
    }
    const handlers = elements.filter(({ attributes }) => [...attributes].some(({ name }) => name.startsWith("on")));
    // A drawing in an <img> runs nothing and asks for nothing.
    const links = elements.filter((element) => {
      const harmless = element.localName === "img"
        ? /^(data:image\/(png|svg\+xml)|blob:)/
        : /^(#|data:image\/png|blob:)/;
      return [...element.attributes].some(({ name, value }) =>
        /^(xlink:)?(href|src|action|data|formaction)$/.test(name) && !harmless.test(value)
      );
    });
    return {
      seen: getComputedStyle(document.body).display !== "none",
      hostile: [...document.querySelectorAll(".hostile, base, meta[http-equiv=refresh], object, embed")].map(describe),
      handlers: handlers.map(describe),
      links: links.map(describe),
      loose,
      texts,
    };
  });
  const { texts, ...rest } = found;
  assert.deepEqual(rest, { seen: true, hostile: [], handlers: [], links: [], loose: [] }, what);
  const all = simplified(texts.join("\n"));
  for (const name of names) {
    const start = simplified(name).trim().slice(0, SEEN);
    assert(all.includes(start), `${what} does not show ${JSON.stringify(name.slice(0, 100))}`);
  }
}

/** A text as a page shows it: spaces run together. */
function simplified(text: string): string {
  return plainText(text).replace(/\s+/g, " ");
}
