/** The first steps: the installed headers become typed modules, and the tour's programs are compiled against them. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { outputDirectory, repositoryRoot } from "./paths.ts";
import { runNode } from "./run-node.ts";
import { printCheck, printCode, printCommand, printLines } from "./terminal.ts";

const command = join("packages", "koine", "bin", "koine.js");

/** Runs `koine bind` on the headers. */
export function bindHeaders(): void {
  rmSync(outputDirectory, { recursive: true, force: true });
  mkdirSync(outputDirectory, { recursive: true });
  for (const [header, library] of [
    ["zlib.h", "z"],
    ["sqlite3.h", "sqlite3"],
  ] as const) {
    const output = `.koine/tour/${header.replace(".h", ".ts")}`;
    const parameters = ["bind", header, "-l", library, "-o", output];
    printCommand(`koine ${parameters.join(" ")}`);
    const [summary = ""] = runNode(command, parameters).split("\n");
    printLines(summary);
  }
}

/** Shows what a generated module looks like: one function, one struct, one constant. */
export function showModule(): void {
  const module = readFileSync(join(outputDirectory, "zlib.ts"), "utf8");
  const excerpts = [/^export const z_stream_s: [\s\S]*?^\}.*\);$/m, /^export const crc32: [\s\S]*?\);$/m];
  const lines = excerpts.map((excerpt) => excerpt.exec(module)?.[0] ?? missing(excerpt));
  printCode([...shorten(lines[0] ?? ""), "…", ...lines.slice(1)].join("\n"));
}

function missing(excerpt: RegExp): never {
  throw new Error(`the generated module has nothing like ${String(excerpt)}`);
}

function shorten(text: string): string[] {
  const lines = text.split("\n");
  return lines.length <= 6 ? lines : [...lines.slice(0, 4), "  …", ...lines.slice(-1)];
}

/** Compiles the modules, and the programs that use them, with strict options. */
export function compileModules(): void {
  const configuration = {
    extends: "../../tsconfig.base.json",
    compilerOptions: {
      composite: false,
      isolatedDeclarations: false,
      declaration: false,
      declarationMap: false,
      sourceMap: false,
      rootDir: "../..",
      outDir: "dist",
    },
    include: ["*.ts", "../../examples/tour/programs/*.ts"],
  };
  writeFileSync(join(outputDirectory, "tsconfig.json"), `${JSON.stringify(configuration, undefined, 2)}\n`);
  const started = performance.now();
  const compiler = join(repositoryRoot, "node_modules", "typescript", "bin", "tsc");
  runNode(compiler, ["-p", outputDirectory, "--pretty", "false"]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  printLines("");
  printCheck(`TypeScript accepts both modules and the programs below that use them (strict, ${seconds} s)`);
}
