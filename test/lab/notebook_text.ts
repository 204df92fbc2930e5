/** Text of a notebook with these cells, for the kernel `weft` or another. */
export function notebookText(cells: readonly string[], kernel = "weft"): string {
  return JSON.stringify({
    nbformat: 4,
    "nbformat_minor": 5,
    metadata: { kernelspec: { name: kernel, "display_name": kernel, language: "typescript" } },
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
