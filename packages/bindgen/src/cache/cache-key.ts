/** What a binding depends on besides the file system: the options, the machine, and Koine itself. */
import { statSync } from "node:fs";
import type { BindOptions } from "../bind-options.ts";
import { identifyCompiler, listCompilers } from "../compiler/list-compilers.ts";
import { includeVariables } from "../header/include-directories.ts";
import { generatorVersion } from "../version.ts";
import type { OutputText } from "./wanted-texts.ts";

/** Gives the text under which these texts of bindings with these options are kept. */
export function computeCacheKey(options: BindOptions, texts: readonly OutputText[]): string {
  const { onProgress: _, ...decisive } = options;
  const parts = {
    options: Object.entries(decisive).toSorted(([left], [right]) => (left < right ? -1 : 1)),
    texts: texts.toSorted(),
    workingDirectory: decisive.workingDirectory ?? process.cwd(),
    variables: includeVariables.map((name) => process.env[name] ?? null),
    compilers: describeCompilers(decisive.targets),
    machine: [process.platform, process.arch],
    generator: [generatorVersion, ...describeBuild()],
  };
  return JSON.stringify(parts);
}

/** Another compiler may look for headers elsewhere. All that may be asked count, so that no target has to be known here. */
function describeCompilers(triples: BindOptions["targets"] = []): readonly (string | undefined)[] {
  const candidates = [
    ...listCompilers({ triple: "", isHost: true }, process.env),
    ...triples.flatMap((triple) => listCompilers({ triple, isHost: false }, process.env)),
  ];
  return candidates.map(({ words }) => identifyCompiler(words, process.env));
}

/**
 * In a checkout, code changes without a new version. This file's own stamp, and those of the records that `tsc -b` keeps of
 * what it built and that are not published, change with it.
 */
function describeBuild(): readonly string[] {
  const packages = ["bindgen", "codegen", "cparser", "ctypes", "diagnostics"];
  const records = packages.map((name) => new URL(`../../../${name}/dist/.tsbuildinfo`, import.meta.url));
  return [new URL(import.meta.url), ...records].map((file) => {
    const facts = statSync(file, { throwIfNoEntry: false });
    return facts === undefined ? "" : `${facts.size} ${facts.mtimeMs}`;
  });
}
