/**
 * Text as a terminal would show it: after a carriage return a line is written over from its start, and a backspace takes
 * back what stands before it. A line of progress that was printed a thousand times is one line.
 */
export function terminalText(text: string): string {
  if (!/[\r\b]/.test(text)) return text;
  return text.replaceAll(/\r+\n/g, "\n").split("\n").map((line) => overwritten(withoutErased(line))).join("\n");
}

function withoutErased(line: string): string {
  if (!line.includes("\b")) return line;
  const left: string[] = [];
  for (const char of line) {
    if (char === "\b") left.pop();
    else left.push(char);
  }
  return left.join("");
}

function overwritten(line: string): string {
  return line.split("\r").reduce((below, above) => above + below.slice(above.length));
}
