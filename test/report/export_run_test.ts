import assert from "node:assert/strict";
import { lossLive } from "../../src/bridge/mod.ts";
import { registerDisplays } from "../../src/display/register_displays.ts";
import { smart } from "../../src/methods/mod.ts";
import { htmlPage } from "../../src/report/export_html.ts";
import { train } from "../../src/train/mod.ts";
import { tissue } from "../methods/tissue.ts";

registerDisplays();

/** The state of the one twin on a page. */
function stateOf(html: string): Record<string, unknown> {
  return JSON.parse(html.match(/class="weft-state">(.*?)<\/script>/)![1]!).state;
}

Deno.test("exportHtml() of a run that has ended has its curves and its last picture, alive", async () => {
  const run = train(tissue(), smart({ nLatent: 6 }), { seed: 3, nEpochs: 5 });
  await run.result();
  const html = await htmlPage([run]);
  const { epoch, state, pictureEpoch, live } = stateOf(html);
  assert.deepEqual({ epoch, state, pictureEpoch, live }, { epoch: 5, state: "done", pictureEpoch: 5, live: false });
  const [, picture] = /<img [^>]*src="data:image\/svg\+xml;base64,([^"]+)"/.exec(html)!;
  assert.match(atob(picture!), /Training of smart, seed 3/);
});

Deno.test("exportHtml() of a run that goes on shows how far it has come, and does not wait for it", async () => {
  const run = train(tissue(), smart({ nLatent: 6, earlyStopping: false }), { seed: 3, nEpochs: 1_000_000 });
  await new Promise<void>((resolve) => {
    const end = run.subscribe((event) => {
      if (event.kind !== "epoch" || event.epoch < 4) return;
      end();
      resolve();
    });
  });
  const { state, epoch } = stateOf(await htmlPage([run]));
  assert.equal(state, "training");
  assert(Number(epoch) >= 4);
  run.stop();
  await lossLive(run).settled();
});
