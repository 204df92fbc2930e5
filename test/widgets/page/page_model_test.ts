import assert from "node:assert/strict";
import { PageModel } from "../../../widgets/page/page_model.ts";

Deno.test("PageModel keeps traits, and knows none that it was not given", () => {
  const model = new PageModel({ color: "domain", "": 1 });
  assert.equal(model.get("color"), "domain");
  assert.equal(model.get(""), 1);
  assert.equal(model.get("constructor"), undefined);
});

Deno.test("PageModel tells of a change at once by name, and once of all at save_changes()", () => {
  const model = new PageModel({ a: 1, b: 2 });
  const heard: unknown[] = [];
  model.on("change:a", (_, value) => heard.push(["a", value]));
  model.on("change", () => heard.push("all"));
  model.set("a", 5);
  model.set("b", 6);
  assert.deepEqual(heard, [["a", 5]]);
  model.save_changes();
  model.save_changes();
  assert.deepEqual(heard, [["a", 5], "all"]);
});

Deno.test("PageModel does not tell of a value that stays the same, NaN too", () => {
  const model = new PageModel({ a: NaN });
  let count = 0;
  model.on("change:a", () => count++);
  model.set("a", NaN);
  assert.equal(count, 0);
  model.set("a", 0);
  assert.equal(count, 1);
});

Deno.test("PageModel hears several names, and forgets a listener, a name or everything", () => {
  const model = new PageModel({});
  let count = 0;
  const one = () => count++;
  const two = () => count += 10;
  model.on("change:a change:b", one);
  model.on("change:a", two);
  const said = (): number => {
    count = 0;
    model.set("a", Symbol());
    model.set("b", Symbol());
    return count;
  };
  assert.equal(said(), 12);
  model.off("change:a", one);
  assert.equal(said(), 11);
  model.off("change:a");
  assert.equal(said(), 1);
  model.off();
  assert.equal(said(), 0);
});

Deno.test("PageModel lets a listener end itself while it is told", () => {
  const model = new PageModel({});
  const heard: string[] = [];
  const once = () => {
    heard.push("once");
    model.off("change:a", once);
  };
  model.on("change:a", once);
  model.on("change:a", () => heard.push("always"));
  model.set("a", 1);
  model.set("a", 2);
  assert.deepEqual(heard, ["once", "always", "always"]);
});

Deno.test("PageModel takes messages to a kernel that is not there without a word", () => {
  assert.equal(new PageModel({}).send(), undefined);
});
