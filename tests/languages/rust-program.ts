/** Builds programs that use a generated crate, as an example of it. */
import { cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { importedBinding } from "./binding.ts";
import { languagesRoot, runTool } from "./producer.ts";

/** A program and its crate. */
export interface RustProgram {
  readonly feature: string;
  /** The folder of the crate. */
  readonly crate: string;
  /** The folder of the library. */
  readonly libraries: string;
  readonly source: string;
  /** Prefixes of imported documents. */
  readonly imports?: readonly string[];
}

/** Tells cargo where the crates of imported documents are, which no registry has. */
export function patchImports(crate: string, imports: readonly string[]): readonly string[] {
  return imports.flatMap((name) => {
    const path = importedBinding(dirname(crate), name, "rust");
    return ["--config", `patch.crates-io.${name}.path=${JSON.stringify(path)}`];
  });
}

/** Builds a program; gives its path. */
export function buildRustProgram({ feature, crate, libraries, source, imports = [] }: RustProgram): string {
  const examples = join(crate, "examples");
  mkdirSync(join(examples, "check"), { recursive: true });
  cpSync(source, join(examples, "consumer.rs"));
  cpSync(join(languagesRoot, "consumers", "rust", "check.rs"), join(examples, "check", "mod.rs"));
  const variables = [feature, ...imports].map((name) => `${name.toUpperCase().replaceAll("-", "_")}_LIBRARY_DIR`);
  const folders = Object.fromEntries(variables.map((name) => [name, libraries]));
  const env = { ...process.env, RUSTFLAGS: "-Dwarnings", ...folders };
  const words = ["build", ...patchImports(crate, imports), "--offline", "--quiet", "--example", "consumer"];
  runTool("cargo", words, { cwd: crate, env });
  return join(crate, "target", "debug", "examples", "consumer");
}
