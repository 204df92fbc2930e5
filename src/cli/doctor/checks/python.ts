import type { Check } from "../check.ts";
import { installCommand } from "../install_command.ts";
import { PYTHON_NAMES } from "../python_names.ts";
import { isAtLeast, versionIn } from "../version.ts";

const LEAST = [3, 11];
/** Each brings a Python that is recent enough, and with it what makes virtual environments. */
const RECENT = [
  "brew install python@3.13",
  "winget install --id Python.Python.3.13",
  "dnf install -y python3.12",
  "zypper --non-interactive install python312",
  "pacman -S --noconfirm python",
];
/** Brings the one Python of the system, whichever that is. */
const OF_THE_SYSTEM = "apt-get install -y python3 python3-venv";

/** Whether there is a Python, which JupyterLab needs and weft does not. */
export const pythonCheck: Check = {
  name: "python",
  async run(around) {
    const { output } = around;
    const older: string[] = [];
    for (const name of PYTHON_NAMES) {
      const printed = await output(name, "--version");
      if (printed === undefined) continue;
      if (isAtLeast(versionIn(printed) ?? [], LEAST)) return { state: "works", text: `${printed}, for deno task lab` };
      older.push(printed);
    }
    const uv = await output("uv", "--version");
    if (uv !== undefined) return { state: "works", text: `${uv}, which gets a Python for deno task lab` };
    const found = older.length > 0 ? `only ${older[0]} here` : "no Python is on the PATH";
    const text = `${found}; only deno task lab needs one, from ${LEAST.join(".")}, or uv`;
    const repair = await installCommand(around, older.length > 0 ? RECENT : [...RECENT, OF_THE_SYSTEM]);
    return { state: "lacks", text, ...(repair === undefined ? {} : { repair }) };
  },
};
