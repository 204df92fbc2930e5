import assert from "node:assert/strict";
import { connectStop } from "../../src/bridge/connect_stop.ts";
import { connectInterrupt, onInterrupt } from "../../src/core/interrupt.ts";
import { FakeHost } from "./fake_host.ts";

const NO_BUTTON = { onInterrupt: () => () => undefined, takeStop: () => false };

Deno.test("connectStop() makes the kernel's stop end what listens, and listens only as long", () => {
  const host = new FakeHost();
  connectStop(host);
  assert.equal(host.stop(), 0);
  let stopped = 0;
  const end = onInterrupt(() => stopped++);
  assert.equal(host.stop(), 1);
  assert.equal(stopped, 1);
  end();
  assert.equal(host.stop(), 0);
  connectInterrupt(NO_BUTTON);
});

Deno.test("connectStop() always listens on the stock kernel, where an unheard stop ends the process", () => {
  const host = new FakeHost("stock");
  connectStop(host);
  assert.equal(host.stop(), 1);
  connectInterrupt(NO_BUTTON);
});

Deno.test("connectStop() leaves a script's Ctrl-C alone", () => {
  const host = new FakeHost("none");
  connectStop(host);
  const end = onInterrupt(() => undefined);
  assert.equal(host.stop(), 0);
  end();
});
