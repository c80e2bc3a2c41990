/** The files of `koine generate --scaffold`, and what the author's own file lacks. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "@koine/diagnostics";
import { findMissingFunctions, scaffolds } from "@koine/idl";
import type { ApiPlan, TargetFile } from "@koine/idl";

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
  const chosen = scaffolds.filter(({ name }) => names.includes(name));
  const diagnostics = chosen.flatMap((scaffold) => {
    const { path } = scaffold.renderImplementation(plan);
    const file = join(directory, path);
    if (!existsSync(file)) return [];
    return findMissingFunctions(scaffold, plan, { path, text: readFileSync(file, "utf8") });
  });
  return {
    files: chosen.flatMap((scaffold) => scaffold.renderGlue(plan)),
    authorFiles: chosen.flatMap((scaffold) => [
      scaffold.renderImplementation(plan),
      ...(scaffold.renderOthers?.(plan) ?? []),
    ]),
    folders: chosen.map(({ name }) => `scaffold/${name}`),
    diagnostics,
  };
}
