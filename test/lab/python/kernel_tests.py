"""Jupyter's own tests of a kernel, with TypeScript to run: python -m unittest -v kernel_tests"""
import jupyter_kernel_test


class Weft(jupyter_kernel_test.KernelTests):
    kernel_name = "weft"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('test')"
    completion_samples = [
        {"text": "Deno.readTextF"},
        {"text": "Math.flo", "matches": {"floor"}},
        {"text": "const kept = 1; kep"},
    ]
    complete_code_samples = [
        "1",
        "console.log('hi')",
        "function f(x: number) {\n  return x * 2;\n}",
        "await Promise.resolve(1)",
    ]
    incomplete_code_samples = ["function f() {", "[1, 2,", "if (true) {", "`abc"]
    invalid_code_samples = ["let = ;", "1 +* 2", "}}"]
    code_generate_error = "throw new Error('boom')"
    code_execute_result = [{"code": "6*7", "result": "42"}, {"code": "6*8"}, {"code": "'a'+'b'"}]
    code_display_data = [
        {"code": "await Deno.jupyter.display(Deno.jupyter.html`<b>x</b>`)", "mime": "text/html"},
        {"code": "await Deno.jupyter.display({'image/svg+xml': '<svg/>'}, {raw: true})", "mime": "image/svg+xml"},
    ]
    code_history_pattern = "6*?7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.floor"
    code_clear_output = "await Deno.jupyter.broadcast('clear_output', {wait: false})"


class Welcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "weft"
    support_iopub_welcome = True
