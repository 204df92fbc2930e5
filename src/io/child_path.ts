/**
 * Path of a child below a group, or of one further down; undefined for names that lead back to the group itself, as
 * damaged metadata may hold: following them would never end.
 *
 * @param group Path of the group; `""` is the root.
 * @param name Name of the child, or names joined by slashes.
 */
export function childPath(group: string, name: string): string | undefined {
  const relative = name.replace(/^\/+/, "");
  if (relative.split("/").some((part) => part === "" || part === ".")) return undefined;
  return group === "" ? relative : `${group}/${relative}`;
}
