import assert from "node:assert/strict";
import { Paced } from "../../../src/bridge/ablation_board/paced.ts";
import { FakeTime } from "../../fake_time.ts";

Deno.test("Paced does the first at once, and what is asked for too soon once as soon as it is due", () => {
  using time = new FakeTime();
  const done: number[] = [];
  const paced = new Paced(() => done.push(performance.now()), { every: 100, share: 0.5 });
  paced.ask();
  for (let i = 0; i < 9; i++) {
    time.pass(10);
    paced.ask();
  }
  assert.deepEqual(done, [0]);
  time.pass(1000);
  assert.deepEqual(done, [0, 100]);
});

Deno.test("Paced waits in proportion to what it costs", () => {
  using time = new FakeTime();
  const done: number[] = [];
  const work = () => {
    done.push(performance.now());
    time.spend(30);
  };
  const paced = new Paced(work, { every: 100, share: 0.1 });
  paced.ask();
  paced.ask();
  time.pass(299);
  assert.deepEqual(done, [0]);
  time.pass(1);
  assert.deepEqual(done, [0, 330]);
});

Deno.test("Paced does what is urgent now, and no second time what was put off before", () => {
  using time = new FakeTime();
  let done = 0;
  const paced = new Paced(() => done++, { every: 100, share: 0.5 });
  paced.ask();
  paced.ask();
  paced.ask(true);
  assert.equal(done, 2);
  time.pass(1000);
  assert.equal(done, 2);
});

Deno.test("Paced does nothing more once it has ended", () => {
  using time = new FakeTime();
  let done = 0;
  const paced = new Paced(() => done++, { every: 100, share: 0.5 });
  paced.ask();
  paced.ask();
  paced.end();
  time.pass(1000);
  assert.equal(done, 1);
});
