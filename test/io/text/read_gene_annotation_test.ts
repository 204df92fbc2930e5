import assert from "node:assert/strict";
import type { ErrorTag } from "../../../src/core/error.ts";
import type { GeneAnnotation } from "../../../src/core/gene_annotation.ts";
import { Rng } from "../../../src/core/rng.ts";
import { readGeneAnnotation, type ReadGeneAnnotationOptions } from "../../../src/io/text/read_gene_annotation.ts";
import { fails, gzip, withFolder } from "../temp_folder.ts";

async function read(
  name: string,
  content: string | Uint8Array,
  options?: ReadGeneAnnotationOptions,
): Promise<GeneAnnotation> {
  let genes: GeneAnnotation | undefined;
  await withFolder({ [name]: content }, async (folder) => {
    genes = await readGeneAnnotation(`${folder}/${name}`, options);
  });
  return genes!;
}

function rejects(reading: Promise<unknown>, tag: ErrorTag, message: RegExp): Promise<void> {
  return assert.rejects(reading, fails(tag, message));
}

const GTF = [
  "##provider: GENCODE",
  '1\tHAVANA\tgene\t101\t200\t.\t+\t.\tgene_id "ENSG1.4"; gene_type "protein_coding"; gene_name "CD3E"; level 2;',
  '1\tHAVANA\ttranscript\t101\t200\t.\t+\t.\tgene_id "ENSG1.4"; transcript_id "ENST1"; gene_name "CD3E";',
  '1\tHAVANA\texon\tnot\tread\t.\t+\t.\tgene_id "ENSG1.4";',
  'X\tENSEMBL\tgene\t7\t7\t.\t-\t.\tgene_id "ENSG2"; gene_biotype "lncRNA"; note "a; b";',
].join("\n");

const WANT: GeneAnnotation = {
  names: ["CD3E", "ENSG2"],
  ids: ["ENSG1.4", "ENSG2"],
  chroms: ["1", "X"],
  starts: new Int32Array([100, 6]),
  ends: new Int32Array([200, 7]),
  strands: ["+", "-"],
  biotypes: ["protein_coding", "lncRNA"],
};

Deno.test("readGeneAnnotation() reads the gene lines of a GTF file, counting from 0", async () => {
  assert.deepEqual(await read("a.gtf", GTF), WANT);
});

Deno.test("readGeneAnnotation() reads gzip, line ends of Windows and names in any case", async () => {
  assert.deepEqual(await read("A.GTF.GZ", await gzip(GTF)), WANT);
  assert.deepEqual(await read("a.gtf", GTF.replaceAll("\n", "\r\n") + "\r\n"), WANT);
});

Deno.test("readGeneAnnotation() takes values of GTF without quotes, and no key for the end of another", async () => {
  const line = 'c\ts\tgene\t1\t2\t.\t+\t.\tref_gene_id "wrong"; gene_id G1; old_gene_name "wrong"; gene_name N1';
  const { names, ids } = await read("a.gtf", line);
  assert.deepEqual([names, ids], [["N1"], ["G1"]]);
});

Deno.test("readGeneAnnotation() reads GFF3 of GENCODE, Ensembl and NCBI, up to its sequences", async () => {
  const genes = await read(
    "a.gff3.gz",
    await gzip([
      "##gff-version 3",
      "chr1\tHAVANA\tgene\t11\t20\t.\t+\t.\tID=ENSG1;gene_id=ENSG1;gene_type=lncRNA;gene_name=A%3BB",
      "chr1\tHAVANA\ttranscript\t11\t20\t.\t+\t.\tID=ENST1;Parent=ENSG1;gene_name=A",
      "1\tensembl\tncRNA_gene\t5\t6\t.\t-\t.\tID=gene:ENSG2;Name=MIR1;biotype=miRNA",
      "NC_1\tRefSeq\tpseudogene\t1\t9\t.\t?\t.\tID=gene-P1;gene=P1;gene_biotype=pseudogene",
      "##FASTA",
      ">chr1",
      "x\ty\tgene\tz",
    ].join("\n")),
  );
  assert.deepEqual(genes, {
    names: ["A;B", "MIR1", "P1"],
    ids: ["ENSG1", "ENSG2", "gene-P1"],
    chroms: ["chr1", "1", "NC_1"],
    starts: new Int32Array([10, 4, 0]),
    ends: new Int32Array([20, 6, 9]),
    strands: ["+", "-", "?"],
    biotypes: ["lncRNA", "miRNA", "pseudogene"],
  });
});

Deno.test("readGeneAnnotation() reads BED as it counts, a gene a line", async () => {
  const bed = "track name=genes\n#chrom\tstart\nchr2\t0\t50\tA\t0\t+\nchr2\t60\t90\tB\t960\t-\textra\n\n";
  const genes = await read("a.bed", bed);
  assert.deepEqual([...genes.starts, ...genes.ends], [0, 60, 50, 90]);
  assert.deepEqual([genes.names, genes.ids, genes.strands], [["A", "B"], ["A", "B"], ["+", "-"]]);
  assert.deepEqual(genes.biotypes, ["", ""]);
  assert.deepEqual(await read("a.txt", bed, { format: "bed" }), genes);
});

Deno.test("readGeneAnnotation() reads the same gene alike from all three formats", async () => {
  const want = { chroms: ["c"], starts: new Int32Array([9]), ends: new Int32Array([30]), strands: ["-"] };
  const files = {
    "a.gtf": 'c\ts\tgene\t10\t30\t.\t-\t.\tgene_id "G";',
    "a.gff": "c\ts\tgene\t10\t30\t.\t-\t.\tID=G",
    "a.bed": "c\t9\t30\tG\t.\t-",
  };
  for (const [name, content] of Object.entries(files)) {
    const { chroms, starts, ends, strands, names } = await read(name, content);
    assert.deepEqual({ chroms, starts, ends, strands }, want, name);
    assert.deepEqual(names, ["G"]);
  }
});

Deno.test("readGeneAnnotation() keeps the kinds of gene asked for, and names those there are", async () => {
  assert.deepEqual((await read("a.gtf", GTF, { biotypes: ["lncRNA", "miRNA"] })).names, ["ENSG2"]);
  await withFolder({ "a.gtf": GTF, "a.bed": "c\t1\t2\tG\t.\t+\n" }, async (folder) => {
    const options = { biotypes: ["coding"] };
    await rejects(readGeneAnnotation(`${folder}/a.gtf`, options), "NotFound", /'coding'.*'protein_coding', 'lncRNA'/);
    await rejects(readGeneAnnotation(`${folder}/a.bed`, options), "NotFound", /tells no kinds.*Leave biotypes out/);
  });
});

Deno.test("readGeneAnnotation() names the line that it cannot read", async () => {
  const gene = (rest: string) => `#\n${GTF}\nchr1\ts\tgene\t${rest}`;
  await withFolder({
    "text.gtf": gene("ten\t20\t.\t+\t.\tx"),
    "zero.gtf": gene("0\t20\t.\t+\t.\tx"),
    "back.gff3": gene("20\t10\t.\t+\t.\tID=x"),
    "short.gtf": gene("1\t20\t.\t+"),
    "three.bed": "chr1\t5\t10\n",
    "huge.bed": "chr1\t5\t9999999999\tG\t0\t+\n",
  }, async (folder) => {
    const corrupt = (name: string, message: RegExp) =>
      rejects(readGeneAnnotation(`${folder}/${name}`), "Corrupt", message);
    await corrupt("text.gtf", /'ten' and '20' in line 7 of /);
    await corrupt("zero.gtf", /'0' and '20' in line 7 of /);
    await corrupt("back.gff3", /the end after it.*line 7 of /);
    await corrupt("short.gtf", /9 cells but found 7 in line 7/);
    await corrupt("three.bed", /6 cells .*strand.* but found 3 in line 1/);
    await corrupt("huge.bed", /9999999999/);
  });
});

Deno.test("readGeneAnnotation() says what to do about files that are no annotation of genes", async () => {
  const exons = 'chr1\tucsc\texon\t1\t2\t.\t+\t.\tgene_id "G";\n';
  await withFolder({ "a.txt": GTF, "exons.gtf": exons, "empty.bed": "" }, async (folder) => {
    await rejects(readGeneAnnotation(`${folder}/a.txt`), "InvalidArgument", /named \.gtf.*a\.txt.*format: "gtf"/);
    await rejects(readGeneAnnotation(`${folder}/exons.gtf`), "NotFound", /lines of genes in a GTF file.*GENCODE/);
    await rejects(readGeneAnnotation(`${folder}/empty.bed`), "NotFound", /in a BED file/);
    await rejects(readGeneAnnotation(`${folder}/none.gtf`), "NotFound", /none\.gtf/);
    const format = "xml" as "bed";
    await rejects(readGeneAnnotation(`${folder}/a.txt`, { format }), "InvalidArgument", /'gtf', 'gff3', 'bed'/);
    const signal = AbortSignal.abort();
    await rejects(readGeneAnnotation(`${folder}/exons.gtf`, { signal }), "Aborted", /./);
  });
});

Deno.test("readGeneAnnotation() reads files of more than one block", async () => {
  const lines = Array.from({ length: 20_000 }, (_, g) => `chr${g % 22 + 1}\t${10 * g}\t${10 * g + 5}\tgene${g}\t0\t+`);
  const { names, starts } = await read("a.bed.gz", await gzip(lines.join("\n")));
  assert.equal(names.length, 20_000);
  assert.equal(new Set(names).size, 20_000);
  assert(starts.every((start, g) => start === 10 * g));
});

Deno.test("readGeneAnnotation() gives back random genes from every format they are written in", async () => {
  for (let seed = 0; seed < 8; seed++) {
    const rng = new Rng(seed);
    const genes = Array.from({ length: 1 + rng.integer(40) }, (_, g) => {
      const start = rng.integer(1_000_000);
      return {
        name: `N${g % 7}`,
        id: `G${g}`,
        chrom: `chr${rng.integer(4)}`,
        start,
        end: start + 1 + rng.integer(5000),
        strand: "+-."[rng.integer(3)]!,
      };
    });
    const feature = (gene: typeof genes[number], attributes: string) =>
      [gene.chrom, "x", "gene", gene.start + 1, gene.end, ".", gene.strand, ".", attributes].join("\t");
    const files = {
      "a.gtf": genes.map((gene) => feature(gene, `gene_id "${gene.id}"; gene_name "${gene.name}";`)),
      "a.gff3": genes.map((gene) => feature(gene, `ID=gene:${gene.id};Name=${gene.name}`)),
      "a.bed": genes.map(({ chrom, start, end, id, strand }) => [chrom, start, end, id, 0, strand].join("\t")),
    };
    for (const [name, lines] of Object.entries(files)) {
      const got = await read(name, lines.join("\n"));
      const where = `seed ${seed}, ${name}`;
      assert.deepEqual([...got.starts], genes.map(({ start }) => start), where);
      assert.deepEqual([...got.ends], genes.map(({ end }) => end), where);
      assert.deepEqual(got.chroms, genes.map(({ chrom }) => chrom), where);
      assert.deepEqual(got.strands, genes.map(({ strand }) => strand), where);
      assert.deepEqual(got.ids, genes.map(({ id }) => id), where);
      const names = name === "a.bed" ? got.ids : genes.map((gene) => gene.name);
      assert.deepEqual(got.names, names, where);
    }
  }
});

Deno.test("readGeneAnnotation() goes by format, not by the name, where format is given", async () => {
  const bed = "c\t4\t9\tG\t0\t-\n";
  assert.deepEqual([...(await read("wrong.gtf", bed, { format: "bed" })).starts], [4]);
  await withFolder({ "wrong.gtf": bed }, async (folder) => {
    await rejects(readGeneAnnotation(`${folder}/wrong.gtf`), "NotFound", /in a GTF file.*another format/);
  });
});

Deno.test("readGeneAnnotation() says that a packed file is cut off", async () => {
  const whole = await gzip(GTF);
  await withFolder({ "a.gtf.gz": whole.subarray(0, whole.length - 12) }, async (folder) => {
    await rejects(readGeneAnnotation(`${folder}/a.gtf.gz`), "Corrupt", /complete gzip file/);
  });
});
