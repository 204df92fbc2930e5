/**
 * Makes a folder from which the engine `tensorflow` can be opened: TensorFlow from PyPI, tfjs-node from npm without its
 * own (dead) download, and tfjs-node's addon compiled against TensorFlow's headers.
 * `deno task tensorflow:setup FOLDER [--gpu]`; needs python3, npm and g++.
 */
const VERSION = "2.21.0";
const NODE_PACKAGES = ["@tensorflow/tfjs@4.22.0", "@tensorflow/tfjs-node@4.22.0", "node-api-headers@1.9.0"];
const FLAGS = [
  "-std=c++17",
  "-O2",
  "-fPIC",
  "-shared",
  "-s",
  "-static-libstdc++",
  "-static-libgcc",
  "-DNAPI_VERSION=8",
];

async function run(folder: string, command: string, args: readonly string[]): Promise<void> {
  console.log(`${command} ${args.join(" ")}`);
  const { success } = await new Deno.Command(command, { args: [...args], cwd: folder }).spawn().status;
  if (!success) {
    console.error(`${command} failed; nothing was set up`);
    Deno.exit(1);
  }
}

/** Where pip put the wheel. */
async function wheelFolder(folder: string): Promise<string> {
  for await (const { name } of Deno.readDir(`${folder}/venv/lib`)) {
    if (name.startsWith("python")) return `${folder}/venv/lib/${name}/site-packages/tensorflow`;
  }
  throw new Deno.errors.NotFound(`${folder}/venv/lib`);
}

const [target] = Deno.args.filter((arg) => !arg.startsWith("--"));
if (target === undefined) {
  console.error("Which folder? deno task tensorflow:setup FOLDER [--gpu]");
  Deno.exit(2);
}
await Deno.mkdir(target, { recursive: true });
const folder = await Deno.realPath(target);
await run(folder, "python3", ["-m", "venv", "--clear", "venv"]);
const wheel = Deno.args.includes("--gpu")
  ? [`tensorflow[and-cuda]==${VERSION}`]
  : ["--no-deps", `tensorflow-cpu==${VERSION}`];
await run(folder, `${folder}/venv/bin/python`, ["-m", "pip", "install", "--quiet", ...wheel]);
await run(folder, "npm", ["init", "-y"]);
await run(folder, "npm", ["install", "--ignore-scripts", ...NODE_PACKAGES]);
const tensorflow = await wheelFolder(folder);
const node = "node_modules/@tensorflow/tfjs-node";
await Deno.mkdir(`${folder}/${node}/lib/napi-v8`, { recursive: true });
await run(folder, "g++", [
  ...FLAGS,
  ...[node, `${node}/binding`, "node_modules/node-api-headers/include", `${tensorflow}/include`].map((path) =>
    `-I${path}`
  ),
  `${node}/binding/tfjs_backend.cc`,
  `${node}/binding/tfjs_binding.cc`,
  "-o",
  `${node}/lib/napi-v8/tfjs_binding.node`,
  `-L${tensorflow}`,
  "-l:libtensorflow_cc.so.2",
  "-l:libtensorflow_framework.so.2",
]);
console.log(`\nDone. Use it with WEFT_TENSORFLOW=${folder} and engine: "tensorflow".`);
