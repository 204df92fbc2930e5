import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { interrupt } from "../../src/core/mod.ts";
import { type Method, smart } from "../../src/methods/mod.ts";
import { compare, type Study, type StudyEvent, type StudyOptions, type StudyRow } from "../../src/study/mod.ts";
import { studyTissue, withFolder } from "./study_tissue.ts";

const methods = (): Record<string, Method> => ({
  full: smart({ nLatent: 4 }),
  plain: smart({ nLatent: 4, tripletWeight: 0 }),
});
const quick: StudyOptions = { labelsKey: "half", seeds: 2, nEpochs: 12, engine: "wasm" };

/** Everything of a row that must not hang on how it was computed. */
function content({ variant, seed, state, epoch, losses, scores, domains, stopReason }: StudyRow) {
  return { variant, seed, state, epoch, losses, scores, stopReason, domains: domains?.toArray() };
}

function start(options: StudyOptions): Study {
  return compare(studyTissue(), methods(), { ...quick, ...options });
}

Deno.test("Study gives the same bytes side by side as one after another, and as read again from its folder", async () => {
  await withFolder(async (cacheDir) => {
    const alone = start({ workers: 0, cacheDir: null });
    await alone.result();
    const aside = start({ workers: 2, cacheDir });
    await aside.result();
    const again = start({ workers: 2, cacheDir });
    await again.result();
    assert(alone.rows.every(({ state }) => state === "done"));
    assert.deepEqual(aside.rows.map(content), alone.rows.map(content));
    assert.deepEqual(again.rows.map(content), alone.rows.map(content));
    assert(aside.rows.every(({ kept }) => !kept) && again.rows.every(({ kept }) => kept));
    const stored = await readdir(cacheDir);
    assert.equal(stored.length, 8, "a training and a read-out a row");
  });
});

Deno.test("Study goes on where it was stopped: finished rows are kept, the others trained", async () => {
  await withFolder(async (cacheDir) => {
    const first = start({ workers: 0, cacheDir });
    first.subscribe(() => void (first.rows.some(({ state }) => state === "done") && first.stop()));
    await first.result();
    assert.equal(first.state, "stopped");
    const done = first.rows.filter(({ state }) => state === "done").length;
    assert(done >= 1 && done < 4, `${done} rows`);
    assert(first.rows.filter(({ state }) => state !== "done").every(({ state }) => state === "stopped"));
    const second = start({ workers: 0, cacheDir });
    await second.result();
    assert.equal(second.rows.filter(({ kept }) => kept).length, done);
    assert(second.rows.every(({ state }) => state === "done"));
  });
});

Deno.test("Study trains again what changes with data, settings, seed, epochs or features, and reads again what changes with the truth", async () => {
  await withFolder(async (cacheDir) => {
    const keptOf = async (study: Study) => {
      await study.result();
      return study.rows.map(({ kept }) => kept);
    };
    const options: StudyOptions = { ...quick, seeds: 1, workers: 0, cacheDir };
    const one = (method: Method, more: StudyOptions = {}, data = studyTissue()) =>
      keptOf(compare(data, [method], { ...options, ...more }));
    assert.deepEqual(await one(smart({ nLatent: 4 })), [false]);
    assert.deepEqual(await one(smart({ nLatent: 4 })), [true]);
    assert.deepEqual(await one(smart({ nLatent: 4, margin: 0.7 })), [false]);
    assert.deepEqual(await one(smart({ nLatent: 4 }), { seeds: [7] }), [false]);
    assert.deepEqual(await one(smart({ nLatent: 4 }), { nEpochs: 11 }), [false]);
    assert.deepEqual(await one(smart({ nLatent: 4 }), {}, studyTissue(8, 2)), [false]);
    const before = (await readdir(cacheDir)).length;
    assert.deepEqual(await one(smart({ nLatent: 4 }), { nClusters: 3 }), [false]);
    assert.equal((await readdir(cacheDir)).length, before + 1, "only the read-out is new");
    const renamed = studyTissue().with({ uns: { note: "not read" } });
    assert.deepEqual(await one(smart({ nLatent: 4 }), {}, renamed), [true]);
  });
});

Deno.test("Study computes again what is damaged in its folder", async () => {
  await withFolder(async (cacheDir) => {
    const whole = start({ seeds: 1, workers: 0, cacheDir });
    await whole.result();
    const files = (await readdir(cacheDir)).sort();
    for (const [i, name] of files.entries()) {
      const bytes = await readFile(`${cacheDir}/${name}`);
      if (i === 0) await writeFile(`${cacheDir}/${name}`, bytes.subarray(0, bytes.length >> 1));
      else if (i === 1) await writeFile(`${cacheDir}/${name}`, "no safetensors");
      else {
        bytes[bytes.length - 3]! ^= 1;
        await writeFile(`${cacheDir}/${name}`, bytes);
      }
    }
    const again = start({ seeds: 1, workers: 0, cacheDir });
    await again.result();
    assert(again.rows.every(({ kept }) => !kept));
    assert.deepEqual(again.rows.map(content), whole.rows.map(content));
    const healed = start({ seeds: 1, workers: 0, cacheDir });
    await healed.result();
    assert(healed.rows.every(({ kept }) => kept));
  });
});

Deno.test("Study ends with Aborted by its signal and by stop in the notebook, on its own thread and on others", async () => {
  for (const workers of [0, 2]) {
    const controller = new AbortController();
    const signalled = start({ nEpochs: 100_000, workers, cacheDir: null, signal: controller.signal });
    signalled.subscribe(() => void (signalled.rows.some(({ epoch }) => epoch > 0) && controller.abort()));
    await assert.rejects(signalled.result(), { tag: "Aborted", message: /Finished rows are kept/ });
    assert.equal(signalled.state, "interrupted");
    const pressed = start({ nEpochs: 100_000, workers, cacheDir: null });
    const forget = pressed.subscribe(() => {
      if (!pressed.rows.some(({ epoch }) => epoch > 0)) return;
      forget();
      interrupt();
    });
    await assert.rejects(pressed.result(), { tag: "Aborted" });
    assert(pressed.rows.every(({ state }) => state === "stopped"));
  }
});

Deno.test("Study goes on when one row fails, says why, and fails only when all do", async () => {
  const bad = smart({ nLatent: 4, lr: 1e30, reconWeight: 1e30 });
  const study = compare(studyTissue(), { good: smart({ nLatent: 4 }), bad }, { ...quick, workers: 0, cacheDir: null });
  const table = await study.result();
  assert.deepEqual(table.column("n").toArray(), [2, 0]);
  const failed = study.rows.filter(({ state }) => state === "failed");
  assert.equal(failed.length, 2);
  assert.match(failed[0]!.problem!, /finite loss/);
  assert.doesNotMatch(failed[0]!.problem!, /run\.checkpoint/, "there is no run to ask");
  assert(Number.isNaN(table.column("ari").get(1)));
  for (const workers of [0, 1]) {
    const hopeless = compare(studyTissue(), { bad }, { ...quick, workers, cacheDir: null });
    await assert.rejects(hopeless.result(), { tag: "Failed", message: /all 2 failed.*'bad' with seed 0/s });
  }
});

Deno.test("Study tells of every row and of its end, and reports how many are done", async () => {
  const events: StudyEvent[] = [];
  const reports: number[] = [];
  const study = start({ workers: 0, cacheDir: null, onProgress: ({ done, total }) => void reports.push(done, total!) });
  study.subscribe((event) => void events.push(event));
  await study.result();
  assert.deepEqual(reports, [1, 4, 2, 4, 3, 4, 4, 4]);
  assert.deepEqual(events.at(-1), { kind: "state", state: "done" });
  assert.deepEqual([...new Set(events.flatMap((event) => event.kind === "row" ? [event.index] : []))], [0, 1, 2, 3]);
});

Deno.test("Study goes on when the function that it reports to throws, on this thread and on another", async () => {
  for (const workers of [0, 1]) {
    const onProgress = () => {
      throw new TypeError("not a function of mine");
    };
    const study = start({ workers, cacheDir: null, onProgress });
    await study.result();
    assert.equal(study.state, "done");
    assert(study.rows.every(({ state }) => state === "done"));
  }
});

Deno.test("Study's table holds mean, spread, paired difference and its interval, its runs a line a row", async () => {
  const study = start({ seeds: 3, workers: 0, cacheDir: null });
  const table = await study.result();
  const { runs } = study;
  assert.equal(runs.nRows, 6);
  const ari = (variant: string) => study.rows.filter((row) => row.variant === variant).map(({ scores }) => scores.ari!);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  assert(Math.abs(Number(table.column("ari").get(0)) - mean(ari("full"))) < 1e-12);
  const differences = ari("plain").map((value, i) => value - ari("full")[i]!);
  assert(Math.abs(Number(table.column("difference").get(1)) - mean(differences)) < 1e-12);
  assert(Number.isNaN(table.column("difference").get(0)));
  assert(Number(table.column("low").get(1)) <= mean(differences));
  assert(Number(table.column("seconds").get(0)) > 0);
  assert.match(String(study), /^comparison of 2 methods: done, 6 of 6 rows\n/);
});

Deno.test("Study names domains after the truth where it is known, else after its first row", async () => {
  const known = start({ seeds: 1, workers: 0, cacheDir: null });
  await known.result();
  for (const { domains } of known.rows) {
    assert.deepEqual(new Set(domains!.toArray()), new Set(["left", "right"]));
  }
  const unknown = start({ seeds: 1, labelsKey: undefined, nClusters: 2, workers: 0, cacheDir: null });
  await unknown.result();
  assert.equal(unknown.metric, "silhouette");
  const [first, second] = unknown.rows.map(({ domains }) => domains!.toArray());
  const alike = first!.filter((name, i) => name === second![i]).length;
  assert(alike > first!.length / 2, "domains that share most spots have one name");
});

Deno.test("Study of a method that is none of weft's runs on this thread", async () => {
  const own = smart({ nLatent: 4 });
  const method = new Proxy({} as Method, {
    has: (_, key) => key in own,
    get: (_, key) => {
      if (key === "name") return "mine";
      const value = Reflect.get(own, key, own);
      return typeof value === "function" ? value.bind(own) : value;
    },
  });
  const study = compare(studyTissue(), [method], { ...quick, seeds: 1, workers: 2, cacheDir: null });
  await study.result();
  assert.equal(study.rows[0]!.state, "done");
});

Deno.test("compare() trains a method on an object of its own, and packs the columns that settings name", async () => {
  const data = studyTissue();
  const other = data.with({ obs: { section: data.obsNames.map((_, i) => `${i % 2}`) } });
  const own = smart({ nLatent: 4 });
  const seen: string[][] = [];
  const method = new Proxy({} as Method, {
    get: (_, key) => {
      if (key === "config") return { ...own.config, libraryKey: "section" };
      if (key === "name") return "mine";
      if (key === "inputs") {
        return (found: Parameters<Method["inputs"]>[0], options: object) => {
          seen.push([...found.obs.columnNames]);
          return own.inputs(found, options);
        };
      }
      const value = Reflect.get(own, key, own);
      return typeof value === "function" ? value.bind(own) : value;
    },
  });
  const options = { ...quick, seeds: 1, workers: 0, cacheDir: null };
  const study = compare(data, { plain: own, other: { method, data: other } }, options);
  await study.result();
  assert(study.rows.every(({ state }) => state === "done"), study.rows[1]!.problem ?? "");
  assert.deepEqual(seen, [["section"], ["section"]]);
  assert.deepEqual(study.rows[0]!.scores.ari, 1);
  const few = data.subset({ obs: data.obsNames.slice(1) });
  assert.throws(() => compare(data, { few: { method: own, data: few } }, options), { tag: "Misaligned" });
});
