import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { MuData } from "../../src/data/mudata.ts";
import { writeH5ad } from "../../src/io/write_h5ad.ts";
import { writeH5mu } from "../../src/io/write_h5mu.ts";
import { captured, inFolder } from "./captured.ts";
import { places, smallModality, spotNames } from "./small_tissue.ts";

/** What is wrong, and what the command says of it. */
interface Case {
  readonly name: string;
  /** The object in the file, or the file's bytes. */
  readonly input: AnnData | MuData | Uint8Array | ((path: string) => void);
  /** Flag the file is given by; `--input` by default. */
  readonly flag?: string;
  readonly args?: readonly string[];
  readonly says: RegExp;
}

const text = (words: string) => new TextEncoder().encode(words);
const obs = (column: readonly (string | number | null)[]) => new Frame(spotNames(36), { key: column });
const both = (rna: AnnData, adt: AnnData) => new MuData({ mod: { rna, adt } });
const whole = await (async () => {
  let bytes = new Uint8Array();
  await inFolder(async (folder) => {
    await writeH5ad(smallModality(), join(folder, "x.h5ad"));
    bytes = new Uint8Array(readFileSync(join(folder, "x.h5ad")));
  });
  return bytes;
})();

const FILES: readonly Case[] = [
  { name: "a missing file", input: () => {}, says: /a file .*x\.h5ad but found none/ },
  { name: "a truncated file", input: whole.subarray(0, whole.length >> 1), says: /truncated one .*download it again/ },
  { name: "an empty file", input: new Uint8Array(), says: /an HDF5 file but found/ },
  { name: "a file that is not HDF5", input: text("<!doctype html>"), says: /an HDF5 file but found .*a web page/ },
  { name: "a folder with the name of a file", input: (path) => mkdirSync(path), says: /a file but found a folder/ },
  {
    name: "an unknown encoding",
    input: replaced(whole, "array", "qubit"),
    says: /an encoding that weft reads but found 'qubit'/,
  },
];

const VALUES: readonly Case[] = [
  { name: "NaN", input: smallModality({ value: (n, i) => i === 3 ? NaN : n }), says: /NaN in X of modality 'rna'/ },
  { name: "infinity", input: smallModality({ value: (n, i) => i === 3 ? Infinity : n }), says: /found Infinity in X/ },
  {
    name: "negative counts",
    input: smallModality({ value: (n, i) => i === 3 ? -1 : n }),
    flag: "--adt",
    says: /finite values ≥ 0 .*found -1 in X of modality 'adt'\. Give a file that holds the counts/,
  },
  {
    name: "logged data where counts are needed",
    input: smallModality({ value: Math.log1p }),
    flag: "--rna",
    says: /counts \(whole numbers\) .*found \d\.\d+ in X of modality 'rna'\. .*layers\["counts"\]/,
  },
  {
    name: "logged data in the second of two files",
    input: both(smallModality(), smallModality({ value: Math.log1p })),
    says: /whole numbers.* of modality 'adt'/,
  },
  {
    name: "no X",
    input: new AnnData({ obs: new Frame(spotNames(36)), obsm: { spatial: places(36) } }),
    says: /without X/,
  },
  { name: "constant features", input: smallModality({ value: () => 3 }), says: /at least 2 features.*found 0 of 12/ },
  { name: "one feature", input: smallModality({ nVars: 1 }), says: /at least 2 features.*found 1 of 1/ },
  { name: "no features", input: smallModality({ nVars: 0 }), says: /at least 2 features.*found 0 of 0/ },
  {
    name: "genes that are in too few spots",
    input: smallModality({ nObs: 9 }),
    flag: "--rna",
    says: /each in at least 10 spots,.*found 0 of 12/,
  },
];

const SPOTS: readonly Case[] = [
  { name: "no spots", input: smallModality({ nObs: 0 }), says: /at least 3 spots but found 0/ },
  { name: "one spot", input: smallModality({ nObs: 1 }), says: /at least 3 spots but found 1/ },
  {
    name: "no more spots than neighbours",
    input: smallModality({ nObs: 6 }),
    says: /more than 6 spots for 6 neighbours each but found 6/,
  },
  {
    name: "duplicate spot names",
    input: smallModality({ obs: new Frame(spotNames(36).with(5, "s0")) }),
    says: /obs names to be unique .*'s0' \(rows 0 and 5\).*in the file/,
  },
  {
    name: "modalities that share no names",
    input: both(smallModality(), smallModality({ obs: new Frame(spotNames(36).map((name) => `${name}-1`)) })),
    says: /36 only in 'rna', such as 's0'.*36 only in 'adt', such as 's0-1'.*0 shared/,
  },
  { name: "no coordinates", input: smallModality({ obsm: {} }), says: /The coordinates are missing: .*--spatial-key/ },
  {
    name: "another slot of coordinates",
    input: smallModality(),
    args: ["--spatial-key", "xy"],
    says: /obsm\['xy'\] but found the entries 'adt:spatial'/,
  },
  {
    name: "coordinates that disagree",
    input: both(smallModality(), smallModality({ obsm: { spatial: places(36, 1) } })),
    says: /other coordinates for observation 's0' in modality 'adt' than in modality 'rna'.*--spatial-key/,
  },
  {
    name: "coordinates of some spots only",
    input: smallModality({ obsm: { spatial: places(36, NaN) } }),
    says: /finite coordinates but found NaN for observation 's0'/,
  },
  {
    name: "one coordinate",
    input: smallModality({ obsm: { spatial: new Dense(new Float64Array(36), { shape: [36, 1] }) } }),
    says: /at least two coordinates/,
  },
  {
    name: "all spots in one place",
    input: smallModality({ obsm: { spatial: new Dense(new Float64Array(72), { shape: [36, 2] }) } }),
    says: /different places but found all 36 in one/,
  },
];

const OPTIONS: readonly Case[] = [
  { name: "k = n", input: smallModality(), args: ["--n-clusters", "36"], says: /fewer clusters than the 36 spots/ },
  {
    name: "unknown labels",
    input: smallModality(),
    args: ["--labels-key", "layer"],
    says: /a column 'layer' in obs.*found the columns 'region'/,
  },
  {
    name: "labels that are all missing",
    input: smallModality({ obs: obs(spotNames(36).map(() => null)) }),
    args: ["--labels-key", "key"],
    says: /every value is missing/,
  },
  {
    name: "labels that are names",
    input: smallModality({ obs: obs(spotNames(36)) }),
    args: ["--labels-key", "key"],
    says: /found 36 labels in obs\['key'\]/,
  },
  {
    name: "labels that are measurements",
    input: smallModality({ obs: obs(spotNames(36).map((_, i) => i / 7)) }),
    args: ["--labels-key", "key"],
    says: /numbers with fractions/,
  },
  {
    name: "spots without a section",
    input: smallModality({ obs: obs(spotNames(36).map((_, i) => i < 3 ? null : "a")) }),
    args: ["--library-key", "key"],
    says: /every observation to belong to a section but found 3/,
  },
  {
    name: "a section with too few spots",
    input: smallModality({ obs: obs(spotNames(36).map((_, i) => i < 3 ? "small" : "a")) }),
    args: ["--library-key", "key"],
    says: /neighbours each but found 3\. .*leave the section out/,
  },
  { name: "an ambiguous kind", input: new MuData({ mod: { rna_adt: smallModality() } }), says: /--mod rna_adt=:KIND/ },
  {
    name: "a modality that is not there",
    input: both(smallModality(), smallModality()),
    args: ["--mod", "atac=:peaks"],
    says: /a modality 'atac' but found the modalities 'rna', 'adt'/,
  },
  {
    name: "several modalities for one",
    input: both(smallModality(), smallModality()),
    flag: "--mod",
    says: /one modality for 'x' but found 2 .*--input/,
  },
  {
    name: "an unknown setting",
    input: smallModality(),
    args: ["--set", "magic=1"],
    says: /settings of smart .*'magic'/,
  },
  { name: "a setting of every object", input: smallModality(), args: ["--set", "toString=1"], says: /'toString'/ },
  { name: "a setting out of range", input: smallModality(), args: ["--set", "margin=-1"], says: /margin .*≥ 0/ },
  { name: "an unknown flag", input: smallModality(), args: ["--sed", "1"], says: /unknown option '--sed'/ },
  {
    name: "an unknown method",
    input: smallModality(),
    args: ["--method", "magic"],
    says: /--method takes one of .*\bsmart, .*not 'magic'/,
  },
  { name: "a flag without its value", input: smallModality(), args: ["--seed"], says: /--seed/ },
];

for (const { name, input, flag = "--input", args = [], says } of [...FILES, ...VALUES, ...SPOTS, ...OPTIONS]) {
  Deno.test(`weft integrate refuses ${name} in one or two lines, and writes nothing`, () =>
    inFolder(async (folder) => {
      const path = join(folder, input instanceof MuData ? "x.h5mu" : "x.h5ad");
      if (input instanceof MuData) await writeH5mu(input, path);
      else if (input instanceof AnnData) await writeH5ad(input, path);
      else if (input instanceof Uint8Array) writeFileSync(path, input);
      else input(path);
      const before = readdirSync(folder);
      const source = flag === "--mod" ? `x=${path}:rna` : path;
      const { code, stdout, stderr } = await captured([
        "integrate",
        flag,
        source,
        "--out",
        join(folder, "new", "out"),
        ...args,
      ]);
      assert.match(stderr, says);
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert(stderr.split("\n").length <= 2, stderr);
      assert.doesNotMatch(stderr, /\bat .*\.ts:\d+|with\(\{|allowNonCounts|spatialKey/);
      assert.deepEqual(readdirSync(folder), before);
    }));
}

/** Bytes with a word overwritten by another of its length, wherever it stands. */
function replaced(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return Uint8Array.from(binary.replaceAll(from, to), (character) => character.charCodeAt(0));
}
