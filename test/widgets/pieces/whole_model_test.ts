import assert from "node:assert/strict";
import { pieceTrait } from "../../../src/bridge/protocol/pieces.ts";
import { cut, pack } from "../../../src/bridge/stock/pack.ts";
import { PageModel } from "../../../widgets/page/page_model.ts";
import { unpack } from "../../../widgets/pieces/unpack.ts";
import { wholeModel } from "../../../widgets/pieces/whole_model.ts";

const asView = ({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>) =>
  new DataView(buffer, byteOffset, byteLength);
const bytesOf = (value: unknown) => {
  assert(value instanceof DataView);
  return [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)];
};

/** Puts a value into a model in pieces of a few bytes, the mark last. */
function putInPieces(model: PageModel, name: string, parts: Parameters<typeof pack>[0], value: number): void {
  const pieces = cut(pack(parts), 7);
  pieces.forEach((piece, i) => model.set(pieceTrait(name, i), asView(piece.slice())));
  model.set(name, { "weft.pieces": pieces.length, value });
}

Deno.test("unpack() gives back what pack() took: JSON, a binary value, binary parts inside", () => {
  assert.deepEqual(unpack(pack({ value: { a: [1, "ä"] }, paths: [], buffers: [] })), { a: [1, "ä"] });
  assert.deepEqual(bytesOf(unpack(pack({ paths: [[]], buffers: [new Uint8Array([1, 2])] }))), [1, 2]);
  const nested = unpack(pack({
    value: { list: [null, 5], rest: {} },
    paths: [["list", 0], ["rest", "part"]],
    buffers: [new Uint8Array([7]), new Uint8Array()],
  })) as { list: unknown[]; rest: { part: unknown } };
  assert.deepEqual(bytesOf(nested.list[0]), [7]);
  assert.equal(nested.list[1], 5);
  assert.deepEqual(bytesOf(nested.rest.part), []);
});

Deno.test("unpack() reads bytes that do not begin where their memory does", () => {
  const packed = pack({ paths: [[]], buffers: [new Uint8Array([9, 8])] });
  const memory = new Uint8Array(packed.length + 3);
  memory.set(packed, 3);
  assert.deepEqual(bytesOf(unpack(memory.subarray(3))), [9, 8]);
});

Deno.test("cut() gives pieces that are the bytes, and one for no bytes", () => {
  const bytes = new Uint8Array([1, 2, 3, 4, 5]);
  assert.deepEqual(cut(bytes, 2).map((piece) => [...piece]), [[1, 2], [3, 4], [5]]);
  assert.deepEqual(cut(new Uint8Array(), 2).map((piece) => [...piece]), [[]]);
});

Deno.test("wholeModel() shows values whole, each made once, and others as they are", () => {
  const page = new PageModel({ plain: 3, label: { text: "x" } });
  const model = wholeModel(page);
  putInPieces(page, "values", { paths: [[]], buffers: [new Uint8Array([1, 2, 3, 4])] }, 0);
  assert.equal(model.get("plain"), 3);
  assert.deepEqual(model.get("label"), { text: "x" });
  assert.deepEqual(bytesOf(model.get("values")), [1, 2, 3, 4]);
  assert.equal(model.get("values"), model.get("values"));
  putInPieces(page, "values", { paths: [[]], buffers: [new Uint8Array([5])] }, 1);
  assert.deepEqual(bytesOf(model.get("values")), [5]);
});

Deno.test("wholeModel() tells of a change when the value is whole, and no longer after off()", () => {
  const page = new PageModel({ values: null });
  const model = wholeModel(page);
  const heard: unknown[] = [];
  const listen = () => heard.push(bytesOf(model.get("values")));
  model.on("change:values", listen);
  putInPieces(page, "values", { paths: [[]], buffers: [new Uint8Array(50).fill(4)] }, 0);
  assert.deepEqual(heard, [Array(50).fill(4)]);
  model.off("change:values", listen);
  putInPieces(page, "values", { paths: [[]], buffers: [new Uint8Array(3)] }, 1);
  assert.equal(heard.length, 1);
});

Deno.test("wholeModel() lets the widget set traits and send as before", () => {
  const said: unknown[] = [];
  const page = Object.assign(new PageModel({ count: 1 }), { send: (content: unknown) => said.push(content) });
  const model = wholeModel(page);
  model.set("count", 2);
  model.save_changes();
  model.send({ kind: "x" });
  assert.equal(page.get("count"), 2);
  assert.deepEqual(said, [{ kind: "x" }]);
});

Deno.test("wholeModel() hands messages on whole, passes others, and starts anew after one that broke off", () => {
  type Listener = (content: unknown, buffers: DataView[]) => void;
  const listeners = new Set<Listener>();
  const page = {
    get: () => undefined,
    on: (_: string, listener: Listener) => void listeners.add(listener),
    off: (_?: string | null, listener?: Listener | null) => void listeners.delete(listener!),
  };
  const model = wholeModel(page);
  const heard: unknown[] = [];
  const listen = (content: unknown, buffers: DataView[]) => heard.push([content, buffers.map(bytesOf)]);
  model.on("msg:custom", listen);
  const say = (content: unknown, bytes?: Uint8Array<ArrayBuffer>) =>
    listeners.forEach((listener) => listener(content, bytes ? [asView(bytes)] : []));
  const pieces = cut(
    pack({
      value: { content: { kind: "rows" }, buffers: [null] },
      paths: [["buffers", 0]],
      buffers: [new Uint8Array([6, 7])],
    }),
    10,
  );
  const send = (count: number, message: number) =>
    pieces.slice(0, count).forEach((piece, part) =>
      say({ kind: "weft.piece", message, part, parts: pieces.length }, piece.slice())
    );
  send(pieces.length - 1, 0);
  say({ kind: "small" });
  send(pieces.length, 1);
  assert.deepEqual(heard, [[{ kind: "small" }, []], [{ kind: "rows" }, [[6, 7]]]]);
  model.off("msg:custom", listen);
  assert.equal(listeners.size, 0);
});
