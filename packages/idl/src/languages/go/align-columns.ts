/** Aligns the columns of structs and constants as gofmt does: the lines of a run, which comments and blank lines end. */

const opening = /^(?:const \($|type \w+ struct \{$)/;

/** Aligns what follows the names in each block of a Go file. */
export function alignColumns(text: string): string {
  const aligned: string[] = [];
  let run: string[] = [];
  let isInside = false;
  const flush = () => {
    aligned.push(...alignRun(run));
    run = [];
  };
  for (const line of text.split("\n")) {
    if (isInside && /^\t\w+ /.test(line)) {
      run.push(line);
      continue;
    }
    flush();
    if (opening.test(line)) isInside = true;
    else if (/^[)}]/.test(line)) isInside = false;
    aligned.push(line);
  }
  flush();
  return aligned.join("\n");
}

function alignRun(lines: readonly string[]): readonly string[] {
  const width = Math.max(0, ...lines.map((line) => line.indexOf(" ")));
  return lines.map((line) => {
    const end = line.indexOf(" ");
    return `${line.slice(0, end).padEnd(width)}${line.slice(end)}`;
  });
}
