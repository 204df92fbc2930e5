import assert from "node:assert/strict";
import { Pace } from "../../../src/bridge/loss_live/pace.ts";
import { Speed } from "../../../src/bridge/loss_live/speed.ts";

Deno.test("Pace lets the first through and holds the next for as long as it must", () => {
  const pace = new Pace({ every: 100, share: 0.01 });
  assert(pace.due(0));
  pace.spent(5, 0.2);
  assert(!pace.due(104));
  assert(pace.due(105));
});

Deno.test("Pace makes what costs much so rare that it keeps to its share", () => {
  const pace = new Pace({ every: 100, share: 0.01 });
  let now = 0;
  let spent = 0;
  while (now < 100_000) {
    if (pace.due(now)) {
      now += 30;
      spent += 30;
      pace.spent(now, 30);
    }
    now += 7;
  }
  assert(spent <= 0.0101 * now, `${spent} of ${now}`);
  assert(spent > 0.009 * now, `${spent} of ${now}`);
});

Deno.test("Pace forgives one hiccup, and slows down when everything costs more", () => {
  const pace = new Pace({ every: 10, share: 0.1 });
  pace.spent(0, 1);
  pace.spent(20, 500);
  assert(pace.due(30), "one in three");
  for (const at of [40, 50, 60]) pace.spent(at, 50);
  assert(!pace.due(559));
  assert(pace.due(560));
});

Deno.test("Speed knows nothing before two moments, then epochs a second", () => {
  const speed = new Speed();
  assert.equal(speed.rate, 0);
  assert.equal(speed.secondsFor(10), null);
  speed.mark(1000, 1);
  assert.equal(speed.rate, 0);
  for (let epoch = 2; epoch <= 101; epoch++) speed.mark(1000 + 10 * (epoch - 1), epoch);
  assert(Math.abs(speed.rate - 100) < 1e-9);
  assert(Math.abs(speed.secondsFor(50)! - 0.5) < 1e-9);
  assert.equal(speed.secondsFor(0), 0);
});

Deno.test("Speed follows a machine that gets busy within seconds", () => {
  const speed = new Speed();
  let time = 0;
  let epoch = 0;
  for (; epoch < 500; epoch++) speed.mark(time += 10, epoch);
  for (; epoch < 600; epoch++) speed.mark(time += 40, epoch);
  assert(Math.abs(speed.rate - 25) < 0.5, `${speed.rate}`);
});

Deno.test("Speed does not count the time that a run was held", () => {
  const speed = new Speed();
  for (let epoch = 1; epoch <= 100; epoch++) speed.mark(10 * epoch, epoch);
  speed.hold();
  for (let epoch = 101; epoch <= 200; epoch++) {
    speed.mark(3_600_000 + 10 * epoch, epoch);
    assert(Math.abs(speed.rate - 100) < 1e-6, `${speed.rate} at ${epoch}`);
  }
});

Deno.test("Speed of slow epochs spans at least two of them", () => {
  const speed = new Speed();
  for (let epoch = 1; epoch <= 4; epoch++) speed.mark(10_000 * epoch, epoch);
  assert(Math.abs(speed.rate - 0.1) < 1e-9);
});
