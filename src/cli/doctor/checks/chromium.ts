import type { Check } from "../check.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Whether there is a browser that tests can drive. */
export const chromiumCheck: Check = {
  name: "chromium",
  async run({ output, os }) {
    for (const name of NAMES) {
      const printed = await output(name, "--version");
      if (printed !== undefined) return { state: "works", text: `${printed}, for tests of pages` };
    }
    const text = "no Chromium is on the PATH; only tests of pages need one";
    return { state: "lacks", text, ...(os === "linux" ? { repair: "apt-get install -y chromium" } : {}) };
  },
};
