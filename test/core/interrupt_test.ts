import assert from "node:assert/strict";
import { throwIfAborted } from "../../src/core/abort.ts";
import { connectInterrupt, interrupt, interruptSignal, onInterrupt, takeStop } from "../../src/core/interrupt.ts";

const NO_BUTTON = { onInterrupt: () => () => undefined, takeStop: () => false };

Deno.test("onInterrupt() calls every listener, the same one as often as it listens, until it is taken back", () => {
  const calls: string[] = [];
  const listener = () => calls.push("same");
  const forget = [onInterrupt(listener), onInterrupt(listener), onInterrupt(() => calls.push("other"))];
  assert.equal(interrupt(), 3);
  assert.deepEqual(calls, ["same", "same", "other"]);
  forget[0]!();
  forget[0]!();
  assert.equal(interrupt(), 2);
  forget.forEach((end) => end());
  assert.equal(interrupt(), 0);
  assert.equal(calls.length, 5);
});

Deno.test("interrupt() calls the others when one throws, and then throws that", () => {
  const calls: number[] = [];
  const first = onInterrupt(() => {
    throw new RangeError("mine");
  });
  const second = onInterrupt(() => calls.push(1));
  assert.throws(interrupt, /mine/);
  assert.deepEqual(calls, [1]);
  first();
  second();
});

Deno.test("interrupt() does not call who is taken back by another listener's doing twice, nor who comes late", () => {
  let late = 0;
  const end = onInterrupt(() => {
    end();
    endLate = onInterrupt(() => late++);
  });
  let endLate = () => {};
  interrupt();
  assert.equal(late, 0);
  interrupt();
  assert.equal(late, 1);
  endLate();
});

Deno.test("interruptSignal() is one signal until it is given, and then another", () => {
  const signal = interruptSignal();
  assert.equal(interruptSignal(), signal);
  assert.equal(interrupt(), 1);
  assert.equal(signal.aborted, true);
  assert.equal(interrupt(), 0);
  const next = interruptSignal();
  assert.equal(next.aborted, false);
  interrupt();
});

Deno.test("connectInterrupt() listens to the button only while somebody listens to it", () => {
  const events: string[] = [];
  let press = () => {};
  connectInterrupt({
    ...NO_BUTTON,
    onInterrupt(interrupt) {
      events.push("plug");
      press = interrupt;
      return () => events.push("pull");
    },
  });
  let stopped = 0;
  const first = onInterrupt(() => stopped++);
  const second = onInterrupt(() => stopped++);
  press();
  first();
  assert.deepEqual(events, ["plug"]);
  second();
  second();
  assert.deepEqual(events, ["plug", "pull"]);
  assert.equal(stopped, 2);
});

Deno.test("connectInterrupt() takes those who listen along to another button", () => {
  const events: string[] = [];
  const button = (name: string) => ({
    ...NO_BUTTON,
    onInterrupt() {
      events.push(`plug ${name}`);
      return () => events.push(`pull ${name}`);
    },
  });
  connectInterrupt(button("a"));
  const end = onInterrupt(() => {});
  connectInterrupt(button("b"));
  end();
  assert.deepEqual(events, ["plug a", "pull a", "plug b", "pull b"]);
  connectInterrupt(NO_BUTTON);
});

Deno.test("throwIfAborted() without a signal ends a computation once when stop was pressed, and with one leaves stop alone", () => {
  let pressed = true;
  const button = {
    ...NO_BUTTON,
    takeStop() {
      const was = pressed;
      pressed = false;
      return was;
    },
  };
  connectInterrupt(button);
  throwIfAborted(new AbortController().signal, "the layout");
  assert.throws(() => throwIfAborted(undefined, "the layout"), /the layout to finish but found that it was stopped/);
  throwIfAborted(undefined, "the layout");
  pressed = true;
  assert.deepEqual([takeStop(), takeStop()], [true, false]);
  connectInterrupt(NO_BUTTON);
  assert.equal(takeStop(), false);
});
