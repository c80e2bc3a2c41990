/**
 * Clang as WebAssembly as a front end: `koine bind --backend wasm-clang`. The package `@yowasp/clang` is the user's, and is not
 * mentioned by any import here. Macros are not its business.
 */
import type { DeclarationReader } from "@koine/cparser";
import type { Diagnostic } from "@koine/diagnostics";
import { ClangProgram } from "./clang-program.ts";
import type { ClangPackage } from "./clang-program.ts";
import { parseDump } from "./dumped-node.ts";
import { fillLayouts } from "./layout-questions.ts";
import { NodeReader } from "./node-reader.ts";

/**
 * Makes a front end of the module `@yowasp/clang`. Its program is loaded here, once; reading needs no waiting then.
 *
 * @param clang What `import("@yowasp/clang")` gives.
 */
export async function loadWasmClang(clang: unknown): Promise<DeclarationReader> {
  const loaded = clang as ClangPackage;
  const ignore = (): void => undefined;
  await loaded.commands.clang(["--version"], {}, { stdout: ignore, stderr: ignore, fetchProgress: ignore });
  return (request) => {
    const program = new ClangProgram(loaded, request);
    const reader = new NodeReader(program, request.target);
    const { output, errors } = program.run(["-Xclang", "-ast-dump=json"], "");
    for (const node of parseDump(output)) reader.read(node);
    fillLayouts(reader, program);
    return { declarations: reader.declarations, diagnostics: readErrors(errors, program) };
  };
}

function readErrors(text: string, program: ClangProgram): readonly Diagnostic[] {
  return [...text.matchAll(/^(.+?):(\d+):(\d+): (?:fatal )?error: (.*)$/gm)].map(
    ([, name, line, column, message = ""]) => {
      const file = program.pathOf(name);
      const place = { start: 0, end: 0, line: Number(line), column: Number(column) };
      const span = file === undefined ? undefined : { file, ...place };
      return { code: "bindgen/clang", severity: "error", message, span };
    },
  );
}
