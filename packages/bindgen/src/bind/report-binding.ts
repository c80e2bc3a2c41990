/** What there is to say about a binding as a whole, besides what its steps found: targets, filters, directories, libraries. */
import type { Diagnostic } from "@koine/diagnostics";
import type { HeaderFiles } from "../header/header-files.ts";
import { reportNothing } from "../passes/report-nothing.ts";
import { reportUnmatched } from "../passes/report-unmatched.ts";
import { isLibraryList } from "../spec/library-names.ts";
import type { Spec } from "../spec/model.ts";
import type { BindRequest } from "./bind-request.ts";
import type { BoundTarget, FailedTarget } from "./bind-target.ts";

/** Merges the diagnostics of several targets, which mostly have the same to say. */
export function mergeDiagnostics(lists: readonly (readonly Diagnostic[])[]): readonly Diagnostic[] {
  return [...new Map(lists.flat().map((item) => [JSON.stringify(item), item])).values()];
}

/** Tells whether a target could not be read because its own headers, or those of its system, are not on this machine. */
export function isWithoutHeaders({ diagnostics }: FailedTarget): boolean {
  return diagnostics.some(({ code }) => code === "bindgen/header-not-found" || code === "cparser/file-not-found");
}

/** Reports a target that is left out because its headers are not here. */
export function reportMissingTarget({ target, diagnostics }: FailedTarget): Diagnostic {
  const first = diagnostics.find(({ severity }) => severity === "error");
  return {
    code: "bindgen/target-not-generated",
    severity: "warning",
    message: `nothing was generated for ${target.triple}: ${first?.message ?? "its headers are not here"}`,
    help: "name the directories of that system's headers with -I, or bind on such a system",
  };
}

/** Reports a target that `--probe` has no compiler for, beside others that it has one for. */
export function reportUnasked({ target }: BoundTarget): Diagnostic {
  return {
    code: "bindgen/probe-target",
    severity: "warning",
    message: `no compiler was asked about ${target.triple}`,
    help: "name one that compiles for it with --cc, which may be given several times",
  };
}

/** Reports what was asked for and has no effect: filters, headers without declarations, directories. */
export function reportIneffective(targets: readonly BoundTarget[], request: BindRequest): readonly Diagnostic[] {
  return [...reportFilters(targets, request), ...reportEmptiness(targets, request), ...reportDirectories(request)];
}

function reportFilters(targets: readonly BoundTarget[], { filter, options }: BindRequest): readonly Diagnostic[] {
  const stages = targets.map((target) => target.stages);
  const files = targets.flatMap(({ parsed, names }) => parsed.paths.map((path) => names.nameOf(path)));
  return reportUnmatched(filter, { stages, files }, options.configuration);
}

function reportEmptiness(targets: readonly BoundTarget[], { options, filter }: BindRequest): readonly Diagnostic[] {
  // What cannot be read is reported, and explains it.
  const areRead = targets.every(({ parsed }) => parsed.unit.diagnostics.every(({ severity }) => severity !== "error"));
  if (!areRead) return [];
  const units = targets.map(({ parsed, ...target }) => ({ unit: parsed.unit, ...target }));
  const isConfigured = options.configuration !== undefined;
  return reportNothing(options.headers, units, { isConfigured, choosesFiles: filter.files !== undefined });
}

/** Compilers say nothing of directories that are not there, and whoever misspells one looks for the mistake elsewhere. */
function reportDirectories(request: BindRequest): readonly Diagnostic[] {
  const { includeDirectories, statedSystemDirectories, embedDirectories, sysroot, files } = request;
  const paths = [...includeDirectories, ...statedSystemDirectories, ...embedDirectories];
  return [...new Set(sysroot === undefined ? paths : [...paths, sysroot])]
    .filter((path) => !files.isDirectory(path))
    .map((path) => ({
      code: "bindgen/no-directory",
      severity: "warning",
      message: `there is no directory ${path}`,
      help: "look at -I, --isystem, --embed-dir and --sysroot, or their fields in the configuration",
    }));
}

/** Reports that functions are bound and no library is named, unless it was said that there is none. */
export function reportNoLibrary({ head, declarations }: Spec, { options }: BindRequest): readonly Diagnostic[] {
  const isStated = options.libraries === null || !isLibraryList(head.libraries) || head.libraries.length > 0;
  const hasFunctions = declarations.some((item) => item.kind === "function" && item.unsupported === undefined);
  if (isStated || !hasFunctions) return [];
  return [
    {
      code: "bindgen/no-library",
      severity: "warning",
      message: "no library is named, so the module looks for its functions in the process itself",
      help: "name the library with -l, such as -l z",
    },
  ];
}

/** Reads the files that diagnostics point into, by path, to show what they are about. */
export function readSources(diagnostics: readonly Diagnostic[], files: HeaderFiles): ReadonlyMap<string, string> {
  const spans = diagnostics.flatMap(({ span, related = [] }) => [span, ...related.map((place) => place.span)]);
  const paths = new Set(spans.flatMap((span) => span?.file ?? []));
  return new Map(
    [...paths].flatMap((path) => {
      const text = files.readFile(path);
      // The bytes of a library are nothing to show.
      return text === undefined || text.includes("\0") ? [] : [[path, text]];
    }),
  );
}
