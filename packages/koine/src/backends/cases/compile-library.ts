/** Compiles the library of the frontend cases with the system's C compiler, for backends that call machine code. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// Compiled tests run from `dist/`; C stays in `src/`.
const source = fileURLToPath(new URL("../../../src/backends/cases/library.c", import.meta.url));

/** Compiles it to a temporary directory, which is removed when the process ends, and gives the path of the library. */
export function compileLibrary(): string {
  const directory = mkdtempSync(join(tmpdir(), "koine-cases-"));
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
  const library = join(directory, "libcases.so");
  execFileSync(process.env["CC"] ?? "cc", ["-shared", "-fPIC", "-O1", "-Wall", "-Werror", source, "-o", library]);
  return library;
}
