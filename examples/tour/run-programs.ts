/** The steps that call C: each shows its code, runs it and checks what came out with something that is not Koine. */
import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inflateSync } from "node:zlib";
import { outputDirectory, programsDirectory } from "./paths.ts";
import { printCheck, printCode, printLines, renderColumns } from "./terminal.ts";

/** What `programs/compress.ts` exports. It is compiled later than this file, so its types are said twice. */
interface CompressProgram {
  compressAndInflate(file: Uint8Array): {
    readonly version: string | null;
    readonly checksum: bigint;
    readonly packed: Uint8Array;
    readonly inflated: Uint8Array;
  };
}

/** What `programs/query.ts` exports. */
interface QueryProgram {
  createAndQuery(path: string): {
    readonly version: string | null;
    readonly rows: readonly (readonly (string | undefined)[])[];
  };
}

/** Compresses a file with zlib. */
export async function compressFile(): Promise<void> {
  const program = (await loadProgram("compress")) as CompressProgram;
  const path = join(outputDirectory, "sqlite3.ts");
  const file = readFileSync(path);
  const { version, checksum, packed, inflated } = program.compressAndInflate(file);
  assert.ok(file.equals(inflated), "the inflated bytes are not those of the file");
  assert.ok(file.equals(inflateSync(packed)), "Node's own zlib does not inflate them to the file");
  const percent = ((packed.length / file.length) * 100).toFixed(0);
  printCheck(
    `zlib ${version ?? "?"}: ${String(file.length)} bytes → ${String(packed.length)} bytes (${percent} %) and back`,
  );
  printCheck(`the bytes are equal, Node's own zlib agrees; crc32 ${checksum.toString(16)}`);
}

/** Queries a database with SQLite. */
export async function queryDatabase(): Promise<void> {
  const program = (await loadProgram("query")) as QueryProgram;
  const path = join(outputDirectory, "stars.db");
  rmSync(path, { force: true });
  const { version, rows } = program.createAndQuery(path);
  const expected = [
    ["Deneb", undefined],
    ["Proxima Centauri", "4.2"],
    ["Sirius", "8.6"],
    ["Vega", "25.0"],
  ];
  assert.deepEqual(rows, expected);
  assert.equal(readFileSync(path).toString("latin1", 0, 15), "SQLite format 3");
  printLines(`${renderColumns([["name", "light_years"], ...rows.map((row) => row.map((cell) => cell ?? "NULL"))])}\n`);
  printCheck(`SQLite ${version ?? "?"} called JavaScript once per row`);
}

/** Prints the part of a program that matters and loads what the compiler made of it. */
function loadProgram(name: string): Promise<unknown> {
  const source = readFileSync(join(programsDirectory, `${name}.ts`), "utf8");
  const shown = /^ *\/\/ \[shown\]\n([\s\S]*?)\n *\/\/ \[\/shown\]/m.exec(source)?.[1] ?? "";
  printCode(shown.replaceAll(/^ {2}/gm, ""));
  console.log();
  const compiled = join(outputDirectory, "dist", "examples", "tour", "programs", `${name}.js`);
  return import(pathToFileURL(compiled).href);
}
