"""Runs fast cells under nbclient, the usual way of Python, and prints the numbers of those whose output is not theirs."""
import json
import sys

import nbclient
import nbformat

COUNT = int(sys.argv[1])
cells = [nbformat.v4.new_code_cell(f"console.log('printed {i}')" if i % 2 else f"'result {i}'") for i in range(COUNT)]
notebook = nbformat.v4.new_notebook(cells=cells)
nbclient.NotebookClient(notebook, kernel_name="weft", timeout=120).execute()


def shows(cell, text):
    """Whether it does; a result is coloured and in either kind of quotes."""
    said = "".join(one.get("text") or one.get("data", {}).get("text/plain", "") for one in cell.outputs)
    return text in said.replace('"', "'")


wrong = [i for i, cell in enumerate(cells) if not shows(cell, f"printed {i}\n" if i % 2 else f"'result {i}'")]
print(json.dumps({"cells": COUNT, "wrong": wrong, "outputs": sum(len(cell.outputs) for cell in cells)}))
