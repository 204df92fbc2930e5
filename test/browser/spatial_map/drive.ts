/// <reference lib="dom" />
import type { Page } from "playwright-core";
import { indicesOf } from "../../../src/bridge/protocol/bits.ts";

/** What a test sees of the models on its page. */
interface PageModel {
  readonly state: Record<string, unknown>;
  readonly sent: readonly Record<string, unknown>[];
  readonly saved: readonly Record<string, unknown>[];
  receive(changes: Record<string, unknown>): void;
  tell(event: string, ...values: readonly unknown[]): void;
}

/** One map of a page, driven as a reader does. */
export class MapDriver {
  /** The map's element. */
  readonly root;
  /** Where the points are. */
  readonly stage;

  /** The map at a place among those of the page. */
  constructor(readonly page: Page, readonly at = 0) {
    this.root = page.locator(".weft-map").nth(at);
    this.stage = this.root.locator(".weft-stage");
  }

  /** Rows that the kernel was last told are selected. */
  async selected(): Promise<number[]> {
    const bytes = await this.page.evaluate((at) => {
      const model = Reflect.get(globalThis, "models")[at] as PageModel;
      const { buffer, byteOffset, byteLength } = model.state["selected"] as DataView<ArrayBuffer>;
      return [...new Uint8Array(buffer, byteOffset, byteLength)];
    }, this.at);
    return [...indicesOf(Uint8Array.from(bytes))];
  }

  /** What was sent to the kernel as messages. */
  sent(): Promise<Record<string, unknown>[]> {
    return this.page.evaluate((at) => Reflect.get(globalThis, "models")[at].sent, this.at);
  }

  /** A trait of the model, of JSON. */
  trait(name: string): Promise<unknown> {
    return this.page.evaluate(
      ([at, name]) => Reflect.get(globalThis, "models")[at].state[name],
      [this.at, name] as const,
    );
  }

  /** Traits arrive from the kernel; arrays of numbers become bytes of the type named. */
  async receive(
    changes: Record<string, unknown>,
    arrays: Record<string, readonly [string, readonly number[]]> = {},
  ): Promise<void> {
    await this.page.evaluate(([at, changes, arrays]) => {
      const made = Object.entries(arrays).map(([name, [type, values]]) => {
        const array = new (Reflect.get(globalThis, type) as Float32ArrayConstructor)(values);
        return [name, new DataView(array.buffer)];
      });
      (Reflect.get(globalThis, "models")[at] as PageModel).receive({ ...changes, ...Object.fromEntries(made) });
    }, [this.at, changes, arrays] as const);
    await this.painted();
  }

  /** A message arrives from the kernel, or an event of the manager of the widgets. */
  async tell(event: string, ...values: readonly unknown[]): Promise<void> {
    await this.page.evaluate(([at, event, values]) => {
      (Reflect.get(globalThis, "models")[at] as PageModel).tell(event, ...values);
    }, [this.at, event, values] as const);
  }

  /** Waits for the colours to be on the screen, and for what follows them. */
  async painted(): Promise<void> {
    await this.page.waitForFunction(
      (at) => document.querySelectorAll("canvas.weft-canvas")[at]?.getAttribute("data-painted") === "yes",
      this.at,
    );
    await this.settled();
  }

  /** Waits for two pictures: what was asked for is then drawn. */
  async settled(): Promise<void> {
    await this.page.evaluate(async () => {
      for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
    });
  }

  /** Waits for a flight to end: five pictures in a row are alike. */
  async landed(): Promise<void> {
    await this.page.evaluate(async (at) => {
      const canvas = document.querySelectorAll<HTMLCanvasElement>("canvas.weft-canvas")[at]!;
      for (let last = "", alike = 0; alike < 5;) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        await new Promise(requestAnimationFrame);
        const picture = canvas.toDataURL();
        alike = picture === last ? alike + 1 : 0;
        last = picture;
      }
    }, this.at);
  }

  /** Red, green, blue and opacity at a place of the stage, from 0 to 1 in both directions. */
  pixel(x: number, y: number): Promise<number[]> {
    return this.page.evaluate(([at, x, y]) => {
      const canvas = document.querySelectorAll<HTMLCanvasElement>("canvas.weft-canvas")[at]!;
      return [...canvas.getContext("2d")!.getImageData(x * canvas.width, y * canvas.height, 1, 1).data];
    }, [this.at, x, y] as const);
  }

  /** How many pixels are drawn with any colour. */
  ink(): Promise<number> {
    return this.page.evaluate((at) => {
      const canvas = document.querySelectorAll<HTMLCanvasElement>("canvas.weft-canvas")[at]!;
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((byte, i) => i % 4 === 3 && byte > 0).length;
    }, this.at);
  }

  /** Presses a button of the toolbar. */
  async press(action: string): Promise<void> {
    await this.root.locator(`[data-action=${action}]`).click();
  }

  /** Drags along places of the stage, from 0 to 1. */
  async drag(
    places: readonly (readonly [x: number, y: number])[],
    keys: readonly ("Shift" | "Alt" | "Control")[] = [],
  ): Promise<void> {
    const box = (await this.stage.boundingBox())!;
    for (const key of keys) await this.page.keyboard.down(key);
    for (const [i, [x, y]] of places.entries()) {
      await this.page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: i === 0 ? 1 : 4 });
      if (i === 0) await this.page.mouse.down();
    }
    await this.page.mouse.up();
    for (const key of keys) await this.page.keyboard.up(key);
  }

  /** Moves the mouse to a place of the stage. */
  async hover(x: number, y: number): Promise<void> {
    const box = (await this.stage.boundingBox())!;
    await this.page.mouse.move(box.x + x * box.width, box.y + y * box.height);
    await this.settled();
  }
}
