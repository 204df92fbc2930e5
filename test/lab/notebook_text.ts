/** Text of a notebook for the kernel `weft` with these cells. */
export function notebookText(cells: readonly string[]): string {
  return JSON.stringify({
    nbformat: 4,
    "nbformat_minor": 5,
    metadata: { kernelspec: { name: "weft", "display_name": "Deno (weft)", language: "typescript" } },
    cells: cells.map((source, i) => ({
      id: `c${i}`,
      "cell_type": "code",
      "execution_count": null,
      metadata: {},
      outputs: [],
      source,
    })),
  });
}
