import assert from "node:assert/strict";
import { terminalText } from "../../../src/kernel/notebook/terminal_text.ts";

Deno.test("terminalText() writes lines over after a carriage return, and leaves what is longer below", () => {
  assert.equal(terminalText("plain\n\ttext\n"), "plain\n\ttext\n");
  assert.equal(terminalText("epoch 1\repoch 2\repoch 3\ndone\n"), "epoch 3\ndone\n");
  assert.equal(terminalText("abcdef\rxy\n"), "xycdef\n");
  assert.equal(terminalText("windows\r\nlines\r\r\n"), "windows\nlines\n");
  assert.equal(terminalText("kept until more comes\r"), "kept until more comes");
});

Deno.test("terminalText() takes back what stands before a backspace, but no line's end", () => {
  assert.equal(terminalText("10%\b\b\b20%\b\b\b30%"), "30%");
  assert.equal(terminalText("a\n\b\bb"), "a\nb");
});
