/** What a Python is called, the likeliest first: some systems keep a recent one beside an old `python3`. */
export const PYTHON_NAMES: readonly string[] = ["python3", "python3.13", "python3.12", "python3.11", "python"];
