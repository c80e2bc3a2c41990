/**
 * From C headers to a spec and a module: binds each target, merges them, annotates, asks compilers, reports. Nothing is
 * written here. The steps of one target are in `bind/bind-target.ts`, options in `bind-options.ts`.
 */
import { annotateSpec } from "./annotation/annotate-spec.ts";
import { toDiagnostic } from "./annotation/locate-problem.ts";
import type { BindOptions } from "./bind-options.ts";
import { describeBinding, failBinding } from "./bind-result.ts";
import type { BindResult } from "./bind-result.ts";
import { planRequest } from "./bind/bind-request.ts";
import type { BindRequest } from "./bind/bind-request.ts";
import { bindTarget } from "./bind/bind-target.ts";
import type { BoundTarget } from "./bind/bind-target.ts";
import {
  isWithoutHeaders,
  mergeDiagnostics,
  readSources,
  reportIneffective,
  reportMissingTarget,
  reportNoLibrary,
  reportUnasked,
} from "./bind/report-binding.ts";
import { CompilerAnswers } from "./compiler/compiler-answers.ts";
import { HeaderFiles } from "./header/header-files.ts";
import { listLocalNames } from "./probe/local-names.ts";
import { probeSpec } from "./probe/probe-spec.ts";
import type { ProbedSpec } from "./probe/probe-spec.ts";
import { mergeTargets } from "./spec/merge-targets.ts";
import type { Spec } from "./spec/model.ts";
import { reportRenames } from "./typescript/report-renames.ts";
import { planIncludeDirectories } from "./wrapper/include-plan.ts";

/**
 * Binds C headers. Problems of the input are diagnostics; nothing is thrown for them.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` for an unknown target or version of C.
 * @throws {SyntaxError} For a bad regular expression.
 * @example
 * ```ts
 * import { bindHeaders } from "@koine/bindgen";
 *
 * const { module, counts } = bindHeaders({ headers: ["zlib.h"], libraries: ["z"], include: ["^crc32$"] });
 * counts.functions; // → 1
 * module?.includes("export const crc32:"); // → true
 * ```
 */
export function bindHeaders(options: BindOptions): BindResult {
  return bindHeadersFrom(options, new HeaderFiles(), new CompilerAnswers(process.env));
}

/** Binds C headers; what it learns of the file system stays in `files`, and what of compilers in `compilers`. */
export function bindHeadersFrom(options: BindOptions, files: HeaderFiles, compilers: CompilerAnswers): BindResult {
  const request = planRequest(options, files, compilers);
  const attempts = request.targets.map((target) => bindTarget(target, request));
  const bound = attempts.filter((attempt) => attempt.kind === "bound");
  const failed = attempts.filter((attempt) => attempt.kind === "failed");
  const [first] = bound;
  if (first === undefined || !failed.every(isWithoutHeaders)) {
    const errors = mergeDiagnostics(failed.map(({ diagnostics }) => diagnostics));
    return failBinding(errors, readSources(errors, files));
  }
  const annotated = annotateSpec(mergeTargets(bound.map(({ spec }) => spec)), options);
  const probed = askCompilers(annotated.spec, bound, request);
  const { spec } = probed;
  const diagnostics = [
    ...annotated.problems.map((problem) => toDiagnostic(problem, options.configuration)),
    ...mergeDiagnostics(bound.map(({ parsed }) => parsed.unit.diagnostics)),
    ...failed.map(reportMissingTarget),
    ...reportIneffective(bound, request),
    ...probed.diagnostics,
    ...reportRenames(spec),
    ...reportNoLibrary(spec, request),
  ];
  options.onProgress?.("rendering");
  return describeBinding(spec, {
    diagnostics,
    stages: first.stages,
    sources: readSources(diagnostics, files),
    wrapperIncludes: options.wrapper === undefined ? [] : planWrapperIncludes(first, request),
  });
}

/** Asks every compiler of a request in turn; each completes what the ones before it left. */
function askCompilers(spec: Spec, bound: readonly BoundTarget[], request: BindRequest): ProbedSpec {
  const { options, files, includeDirectories, statedSystemDirectories, sysroot } = request;
  const flags = sysroot === undefined ? [] : [`--sysroot=${sysroot}`];
  const places = bound.map(({ target, headers, preincludes, parsed, systemIncludeDirectories }) => ({
    target,
    headers,
    preincludes,
    paths: parsed.paths,
    includeDirectories: [...includeDirectories, ...statedSystemDirectories],
    systemIncludeDirectories,
    localNames: listLocalNames(parsed.unit),
    readFile: (path: string) => files.readFile(path),
  }));
  const asked = new Set<string | undefined>();
  let probed: ProbedSpec = { spec, diagnostics: [] };
  for (const { command } of options.probe ?? []) {
    options.onProgress?.(`asking ${command.join(" ")}`);
    const next = probeSpec(probed.spec, { command: [...command, ...flags] }, places);
    asked.add(next.triple);
    probed = { spec: next.spec, diagnostics: [...probed.diagnostics, ...next.diagnostics] };
  }
  // Where no compiler could be asked, that is an error already.
  const hasAnswers = [...asked].some((triple) => triple !== undefined);
  const unasked = hasAnswers ? bound.filter(({ target }) => !asked.has(target.triple)) : [];
  return { ...probed, diagnostics: [...probed.diagnostics, ...unasked.map(reportUnasked)] };
}

function planWrapperIncludes(target: BoundTarget, request: BindRequest): readonly string[] {
  const { headers, preincludes, systemIncludeDirectories, names } = target;
  return planIncludeDirectories({
    folder: request.options.wrapperFolder ?? request.workingDirectory,
    stated: [...request.includeDirectories, ...request.statedSystemDirectories],
    searched: systemIncludeDirectories,
    headers: new Map([...preincludes, ...headers].map((path) => [path, names.nameOf(path)])),
    exists: (path) => request.files.exists(path),
  });
}
