/** A binding as it was asked for, worked out once for all targets: absolute paths, known targets, one filter. */
import { resolve } from "node:path";
import type { LanguageStandard } from "@koine/cparser";
import { requireTarget } from "@koine/ctypes";
import type { Target } from "@koine/ctypes";
import type { BindOptions } from "../bind-options.ts";
import type { CompilerAnswers } from "../compiler/compiler-answers.ts";
import { findHostTarget } from "../header/find-host-target.ts";
import type { HeaderFiles } from "../header/header-files.ts";
import { toKnownTarget } from "../known-targets.ts";
import { filterGroups } from "../spec/model.ts";
import type { SpecFilter } from "../spec/model.ts";
import { requireStandard } from "../spec/standard-of.ts";

/** What every step of a binding is told. All paths are absolute. */
export interface BindRequest {
  readonly options: BindOptions;
  /** What is known of the file system; grows. */
  readonly files: HeaderFiles;
  /** What is known of compilers; grows. */
  readonly compilers: CompilerAnswers;
  readonly workingDirectory: string;
  /** `-I` directories. */
  readonly includeDirectories: readonly string[];
  /** `-isystem` directories, without those that the target's own headers are in. */
  readonly statedSystemDirectories: readonly string[];
  /** `--embed-dir` directories. */
  readonly embedDirectories: readonly string[];
  readonly sysroot: string | undefined;
  readonly filter: SpecFilter;
  /** At least one, each once. */
  readonly targets: readonly Target[];
  /** The version of C. */
  readonly standard: LanguageStandard;
}

/**
 * Works out what options ask for.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` for an unknown target or version of C.
 */
export function planRequest(options: BindOptions, files: HeaderFiles, compilers: CompilerAnswers): BindRequest {
  const { sysroot } = options;
  const workingDirectory = resolve(options.workingDirectory ?? process.cwd());
  const resolveAll = (paths: readonly string[] = []): readonly string[] =>
    paths.map((path) => resolve(workingDirectory, path));
  return {
    options,
    files,
    compilers,
    workingDirectory,
    includeDirectories: resolveAll(options.includeDirectories),
    statedSystemDirectories: resolveAll(options.systemIncludeDirectories),
    embedDirectories: resolveAll(options.embedDirectories),
    sysroot: sysroot === undefined ? undefined : resolve(workingDirectory, sysroot),
    filter: planFilter(options),
    targets: findTargets(options.targets),
    standard: requireStandard(options.standard),
  };
}

function findTargets(triples: readonly string[] = []): readonly Target[] {
  if (triples.length === 0) return [findHostTarget()];
  return [...new Set(triples.map((name) => toKnownTarget(name) ?? name))].map((triple) => requireTarget(triple));
}

function planFilter({ include = [], exclude = [], choose = {} }: BindOptions): SpecFilter {
  const groups = filterGroups.flatMap((group) => {
    const { [group]: own } = choose;
    return own === undefined ? [] : [[group, { include: own.include ?? [], exclude: own.exclude ?? [] }] as const];
  });
  return { include, exclude, ...Object.fromEntries(groups) };
}
