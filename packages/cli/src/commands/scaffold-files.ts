/** The files of `koine generate --scaffold`, and how the author's own files depart from the document. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { Diagnostic } from "@koine/diagnostics";
import { compareImplementation, findMissingDependencies, isImplementation, scaffolds } from "@koine/idl";
import type { ApiPlan, Scaffold, TargetFile } from "@koine/idl";

/** What scaffolds come to. */
export interface ScaffoldFiles {
  /** Generated anew each time. */
  readonly files: readonly TargetFile[];
  /** Written once. */
  readonly authorFiles: readonly TargetFile[];
  /** The folders that hold them. */
  readonly folders: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Renders scaffolds, and looks at the implementations that are in the output folder already. */
export function renderScaffolds(plan: ApiPlan, names: readonly string[], directory: string): ScaffoldFiles {
  const chosen = scaffolds
    .filter(({ name }) => names.includes(name))
    .map((scaffold) => {
      const glue = scaffold.renderGlue(plan);
      return { scaffold, glue, written: readAuthorFiles(scaffold, glue, directory) };
    });
  return {
    files: chosen.flatMap(({ glue }) => glue),
    authorFiles: chosen.flatMap(({ scaffold, written }) => {
      const main = scaffold.renderImplementation(plan);
      const isMoved = written.every(({ path }) => path !== main.path) && isImplementation(scaffold, plan, written);
      return [...(isMoved ? [] : [main]), ...(scaffold.renderOthers?.(plan) ?? [])];
    }),
    folders: chosen.map(({ scaffold }) => `scaffold/${scaffold.name}`),
    diagnostics: chosen.flatMap(({ scaffold, written }) => [
      ...(written.length === 0 ? [] : compareImplementation(scaffold, plan, written)),
      ...findMissingDependencies(scaffold, plan, (path) => readText(join(directory, path))),
    ]),
  };
}

const endings: Readonly<Record<Scaffold["name"], readonly string[]>> = {
  c: [".c", ".h", ".inc"],
  cpp: [".cpp", ".cc", ".cxx", ".hpp", ".hh", ".h", ".inc"],
  rust: [".rs"],
  go: [".go"],
};

/** Reads the files of a scaffold's folder that are not generated; a Go package has no folders in it. */
function readAuthorFiles({ name }: Scaffold, glue: readonly TargetFile[], directory: string): readonly TargetFile[] {
  const generated = new Set(glue.map(({ path }) => path));
  return listFiles(directory, `scaffold/${name}`, name !== "go")
    .filter((path) => endings[name].includes(extname(path)) && !generated.has(path))
    .map((path) => ({ path, text: readFileSync(join(directory, path), "utf8") }))
    .filter(({ text }) => !text.slice(0, 400).includes("enerated by koine"));
}

function readText(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function listFiles(directory: string, folder: string, isDeep: boolean): readonly string[] {
  try {
    return readdirSync(join(directory, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (!entry.isDirectory()) return entry.isFile() ? [path] : [];
      // What is built has copies of what it is built from.
      return isDeep && !/^(?:target|build|\..*)$/.test(entry.name) ? listFiles(directory, path, isDeep) : [];
    });
  } catch {
    return [];
  }
}
