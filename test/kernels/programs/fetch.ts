/** Fetches the native library of a package that was imported from a URL, then opens kernels, and prints the outcome. */
const room = Deno.args[0]!;
const { fetchLibrary } = await import(`${room}/fetch_library.ts`);
const { openKernels } = await import(`${room}/mod.ts`);
const { reasonOf } = await import(`${room}/reason_of.ts`);

let fetched = "";
try {
  await fetchLibrary();
} catch (error) {
  fetched = reasonOf(error);
}
const { kernels, passedOver } = openKernels();
console.log(JSON.stringify({ engine: kernels.engine, passedOver, fetched }));
kernels.close();
