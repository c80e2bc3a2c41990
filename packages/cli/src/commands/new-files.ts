/** The files of `koine new`; how it is called is in `new.ts`, which loads this file when it is. */
import { existsSync, readdirSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { writeOutputFiles } from "@koine/codegen";
import type { Surroundings } from "../command-line/command.ts";
import { exitCodes } from "../command-line/exit-code.ts";
import type { ExitCode } from "../command-line/exit-code.ts";

/** Makes the folder; one that has something in it is left alone. */
export function runNew(path: string, { workingDirectory, writeError }: Surroundings): ExitCode {
  const directory = resolve(workingDirectory, path);
  const name = basename(directory);
  const prefix = name.replaceAll("-", "_");
  if (!/^[a-z][a-z0-9_]*$/i.test(prefix)) {
    writeError(`error: ${JSON.stringify(name)} cannot be a name: it needs a letter, then letters, digits, - and _\n`);
    return exitCodes.usage;
  }
  const problem = write(directory, renderFiles(name, prefix));
  if (problem !== undefined) {
    writeError(`error: nothing was written: ${problem}\n`);
    return exitCodes.problems;
  }
  const inside = relative(workingDirectory, directory) || ".";
  writeError(`made ${inside}; next: cd ${inside} && koine generate ${prefix}.yml --scaffold c\n`);
  return exitCodes.done;
}

type NewFiles = Readonly<Record<string, string>>;

/** Writes all files or none; folders that were made for nothing go again. */
function write(directory: string, files: NewFiles): string | undefined {
  try {
    if (existsSync(directory) && readdirSync(directory).length > 0) return `${directory} is not empty`;
    writeOutputFiles(Object.entries(files).map(([name, text]) => ({ path: join(directory, name), text })));
    return undefined;
  } catch (error) {
    if (error instanceof Error && "syscall" in error) return error.message;
    throw error;
  }
}

function renderFiles(name: string, prefix: string): NewFiles {
  const module = prefix.toLowerCase();
  return {
    [`${prefix}.yml`]: `version: "1.0.0"
package:
  name: ${name}
  version: 0.1.0
c_prefix: ${prefix}
modules:
  - name: ${module === prefix ? "core" : module}
    errors:
      name: GreetingError
      codes:
        - { name: NoName, code: 1, message: there is nobody to greet }
    functions:
      - name: greet
        doc: Greets somebody by name.
        params:
          - { name: name, type: string }
        return: string
        throws: true
`,
    "README.md": `# ${name}

\`${prefix}.yml\` says what the library offers.

- \`koine validate ${prefix}.yml\` checks it.
- \`koine generate ${prefix}.yml\` writes the C header and the packages to \`generated/\`.
- \`koine generate ${prefix}.yml --scaffold c\` also writes an implementation to begin with.
- \`koine watch ${prefix}.yml\` generates whenever the document changes.
`,
  };
}
