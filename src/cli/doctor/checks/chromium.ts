import type { Check } from "../check.ts";
import { CHROMIUM_NAMES } from "../chromium_names.ts";
import { installCommand } from "../install_command.ts";

const ON_MAC = ["brew install --cask google-chrome"];
const ON_LINUX = [
  "apt-get install -y chromium",
  "dnf install -y chromium",
  "zypper --non-interactive install chromium",
  "pacman -S --noconfirm chromium",
];

/** Whether there is a browser that tests can drive. */
export const chromiumCheck: Check = {
  name: "chromium",
  async run(around) {
    const own = around.env("WEFT_CHROMIUM");
    for (const name of [...(own ? [own] : []), ...CHROMIUM_NAMES]) {
      const printed = await around.output(name, "--version");
      if (printed !== undefined) return { state: "works", text: `${printed}, for tests of pages` };
    }
    const found = own ? `${own}, named in WEFT_CHROMIUM, does not start` : "no Chromium was found";
    const text = `${found}; only tests of pages need one, and WEFT_CHROMIUM may name it`;
    // Ubuntu's is a snap, which sees no folder that a test makes for it.
    const isUbuntu = /^ID="?ubuntu"?$/m.test(await around.read("/etc/os-release") ?? "");
    const commands = around.os === "darwin" ? ON_MAC : around.os === "linux" && !isUbuntu ? ON_LINUX : [];
    const repair = await installCommand(around, commands);
    return { state: "lacks", text, ...(repair === undefined ? {} : { repair }) };
  },
};
