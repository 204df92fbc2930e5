/** Whether a system library may be read and loaded from a folder; never asks for the rights. */
export function mayLoad(folder: string): boolean {
  const rights = [{ name: "read", path: folder }, { name: "ffi", path: folder }] as const;
  return rights.every((right) => Deno.permissions.querySync(right).state === "granted");
}
