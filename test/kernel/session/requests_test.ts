import assert from "node:assert/strict";
import { Requests } from "../../../src/kernel/session/requests.ts";
import { cell, FakeOutlet, message, route } from "./fakes.ts";

Deno.test("Requests answers between busy and idle, and leaves a running cell at busy", async () => {
  for (const running of [null, cell("train()")]) {
    const outlet = new FakeOutlet();
    const requests = new Requests({
      outlet,
      running: () => running,
      answers: { "comm_info_request": () => ({ status: "ok" }) },
    });
    assert(requests.knows("comm_info_request"));
    assert(!requests.knows("toString"));
    await requests.take(message("comm_info_request"), route());
    assert.deepEqual(outlet.lines, [
      "publish status busy for comm_info_request",
      "answer comm_info_reply ok to comm_info_request",
      "publish status idle for comm_info_request",
      ...(running ? ["publish status busy for train()"] : []),
    ]);
  }
});
