/**
 * From C headers to a spec and a module: find, parse, lower, choose, render. Each step is a folder of its own; nothing is
 * written here.
 */
import { resolve } from "node:path";
import type { DeclarationReader } from "@koine/cparser";
import { requireTarget } from "@koine/ctypes";
import type { Target } from "@koine/ctypes";
import type { Diagnostic } from "@koine/diagnostics";
import { describeBinding, failBinding } from "./bind-result.ts";
import type { BindResult } from "./bind-result.ts";
import { CompilerAnswers } from "./compiler/compiler-answers.ts";
import { findHeader } from "./header/find-header.ts";
import type { HeaderSearch } from "./header/find-header.ts";
import { findHostTarget } from "./header/find-host-target.ts";
import { HeaderFiles } from "./header/header-files.ts";
import { findSystemIncludeDirectories } from "./header/include-directories.ts";
import { parseHeaders } from "./header/parse-headers.ts";
import type { ParsedHeaders } from "./header/parse-headers.ts";
import { isInternalHeader, pickWantedFiles } from "./header/wanted-files.ts";
import type { WantedFilesOptions } from "./header/wanted-files.ts";
import { HeaderNames } from "./lower/header-path.ts";
import { lowerUnit } from "./lower/lower-unit.ts";
import { reportNothing } from "./passes/report-nothing.ts";
import { reportUnmatched } from "./passes/report-unmatched.ts";
import { runPasses } from "./passes/run-passes.ts";
import type { Stage } from "./passes/run-passes.ts";
import { annotateSpec } from "./annotation/annotate-spec.ts";
import type { Annotations, Renaming } from "./annotation/annotation-model.ts";
import { isSealed } from "./annotation/check-annotations.ts";
import { toDiagnostic } from "./annotation/locate-problem.ts";
import type { ConfigurationText } from "./annotation/locate-problem.ts";
import { compilePattern } from "./annotation/name-pattern.ts";
import { compileFilter } from "./passes/filter-names.ts";
import { isLibraryList } from "./spec/library-names.ts";
import type { SpecLibraries } from "./spec/library-names.ts";
import { mergeTargets } from "./spec/merge-targets.ts";
import { probeSpec } from "./probe/probe-spec.ts";
import type { ProbedSpec, ProbeOptions } from "./probe/probe-spec.ts";
import { filterGroups, specFormat } from "./spec/model.ts";
import type { Spec, SpecFile, SpecFilter, SpecFilterGroup, SpecHead, SpecNameFilter } from "./spec/model.ts";
import { pickDocumentation } from "./spec/pick-documentation.ts";
import { reportRenames } from "./typescript/report-renames.ts";
import { generatorVersion } from "./version.ts";
import { planIncludeDirectories } from "./wrapper/include-plan.ts";

/** What to bind, and how. */
export interface BindOptions {
  /** Headers by path or by the name that `#include` would use; at least one. */
  readonly headers: readonly string[];
  /** As for `openLibrary`: alternatives in order, `null` for the process itself; or a table per platform. None is reported. */
  readonly libraries?: SpecLibraries | null | undefined;
  /** Triples of known targets; the host's when absent or empty. */
  readonly targets?: readonly string[] | undefined;
  /** `-I` directories. */
  readonly includeDirectories?: readonly string[] | undefined;
  /** `-isystem` directories: searched behind those of `includeDirectories`, and like those of the system. */
  readonly systemIncludeDirectories?: readonly string[] | undefined;
  /** Directory that stands for the root of the file system of the targets, with their headers in `usr/include`. */
  readonly sysroot?: string | undefined;
  /** `--embed-dir` directories: where `#embed` looks, besides the directory of the header for names in quotes. */
  readonly embedDirectories?: readonly string[] | undefined;
  /** `NAME` or `NAME=VALUE`. */
  readonly defines?: readonly string[] | undefined;
  /** Headers that are read before the others, as by a compiler's `-include`: nothing is bound of them for themselves. */
  readonly preincludes?: readonly string[] | undefined;
  /** Names that are not predefined. A name that is defined, too, has the value of `defines`. */
  readonly undefines?: readonly string[] | undefined;
  /** Regular expressions; a name must match one of them, if there are any. */
  readonly include?: readonly string[] | undefined;
  /** Regular expressions; a name must match none of them. */
  readonly exclude?: readonly string[] | undefined;
  /** The same for the names of one kind, and for the headers that declare them. */
  readonly choose?: Partial<Readonly<Record<SpecFilterGroup, Partial<SpecNameFilter>>>> | undefined;
  /** What integers of 64 bits are in JavaScript where nothing else is said; bigints when absent. */
  readonly integers?: "number" | "bigint" | undefined;
  /** What is known beyond the headers, by name or pattern. */
  readonly annotations?: Annotations | undefined;
  /** New names. */
  readonly rename?: Renaming | undefined;
  /** Where the annotations were written, for diagnostics. */
  readonly configuration?: ConfigurationText | undefined;
  /**
   * Binds inline functions too, through a library that is built from {@link BindResult.wrapper}: its path from the module,
   * without an extension, such as `./zlib-wrap`.
   */
  readonly wrapper?: string | undefined;
  /**
   * Where the wrapper goes, absolute: directories of headers are named from there in the command that builds it, as far as they are
   * in the same project. The directory of {@link BindOptions.workingDirectory} when absent.
   */
  readonly wrapperFolder?: string | undefined;
  /** Another C front end to read declarations with; macros are evaluated by Koine all the same. */
  readonly reader?: DeclarationReader | undefined;
  /** C compilers that confirm what was read, each for the first target that it compiles for, and complete it. */
  readonly probe?: readonly ProbeOptions[] | undefined;
  /** What relative paths are relative to; the process's directory when absent. */
  readonly workingDirectory?: string | undefined;
  /** Is told what begins, in a few words. */
  readonly onProgress?: ((step: string) => void) | undefined;
}

/**
 * Binds C headers. Problems of the input are diagnostics; nothing is thrown for them.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` for an unknown target.
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
  return new HeaderBinding(options, files, compilers).bind();
}

interface HeaderPlaces {
  /** Paths of the given headers. */
  readonly headers: readonly string[];
  /** Paths of those that are read before them. */
  readonly preincludes: readonly string[];
  /** Of the preprocessed ones, paths of what was preprocessed: it is bound as if it had been given. */
  readonly origins: readonly string[];
  readonly systemIncludeDirectories: readonly string[];
}

interface TargetBinding extends HeaderPlaces {
  readonly target: Target;
  readonly parsed: ParsedHeaders;
  readonly stages: readonly Stage[];
  readonly spec: Spec;
}

interface FailedTarget {
  readonly target: Target;
  readonly diagnostics: readonly Diagnostic[];
}

/** After these, too little is known of what the headers mean. After any other error the remaining declarations are bound. */
const fatalCodes: ReadonlySet<string> = new Set([
  "cparser/file-not-found",
  "cparser/error-directive",
  "cparser/binary-file",
]);

/** Tells whether a target could not be read because its own headers, or those of its system, are not on this machine. */
function isWithoutHeaders(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ code }) => code === "bindgen/header-not-found" || code === "cparser/file-not-found");
}

function describeMissingTarget({ target, diagnostics }: FailedTarget): Diagnostic {
  const [first] = diagnostics.filter(({ severity }) => severity === "error");
  return {
    code: "bindgen/target-not-generated",
    severity: "warning",
    message: `nothing was generated for ${target.triple}: ${first?.message ?? "its headers are not here"}`,
    help: "name the directories of that system's headers with -I, or bind on such a system",
  };
}

/** Targets mostly have the same to say. */
function mergeDiagnostics(lists: readonly (readonly Diagnostic[])[]): readonly Diagnostic[] {
  return [...new Map(lists.flat().map((item) => [JSON.stringify(item), item])).values()];
}

function planFilter({ include = [], exclude = [], choose = {} }: BindOptions): SpecFilter {
  const groups = filterGroups.flatMap((group) => {
    const { [group]: own } = choose;
    return own === undefined ? [] : [[group, { include: own.include ?? [], exclude: own.exclude ?? [] }] as const];
  });
  return { include, exclude, ...Object.fromEntries(groups) };
}

/** Types are sealed before anything else is decided about them, so that their members need no types. */
function findSealed({ types = {} }: Annotations = {}): (name: string) => boolean {
  const patterns = Object.entries(types).flatMap(([pattern, annotation]) =>
    isSealed(annotation) ? (compilePattern(pattern) ?? []) : [],
  );
  return (name) => patterns.some((pattern) => pattern.test(name));
}

class HeaderBinding {
  readonly #options: BindOptions;
  readonly #files: HeaderFiles;
  readonly #compilers: CompilerAnswers;
  readonly #workingDirectory: string;
  readonly #includeDirectories: readonly string[];
  readonly #targets: readonly Target[];

  constructor(options: BindOptions, files: HeaderFiles, compilers: CompilerAnswers) {
    this.#files = files;
    this.#compilers = compilers;
    this.#options = options;
    this.#workingDirectory = options.workingDirectory ?? process.cwd();
    this.#includeDirectories = this.#resolveAll(options.includeDirectories);
    const triples = options.targets ?? [];
    this.#targets =
      triples.length === 0 ? [findHostTarget()] : [...new Set(triples)].map((triple) => requireTarget(triple));
  }

  bind(): BindResult {
    const attempts = this.#targets.map((target) => this.#bindTarget(target));
    const bindings = attempts.flatMap((attempt) => ("spec" in attempt ? [attempt] : []));
    const failures = attempts.flatMap((attempt) => ("spec" in attempt ? [] : [attempt]));
    const [first] = bindings;
    if (first === undefined || failures.some(({ diagnostics }) => !isWithoutHeaders(diagnostics))) {
      const errors = mergeDiagnostics(failures.map(({ diagnostics }) => diagnostics));
      return failBinding(errors, this.#readSources(errors));
    }
    const annotated = annotateSpec(mergeTargets(bindings.map((binding) => binding.spec)), this.#options);
    const { problems } = annotated;
    const { spec, diagnostics: differences } = this.#probe(annotated.spec, bindings);
    const diagnostics = [
      ...problems.map((problem) => toDiagnostic(problem, this.#options.configuration)),
      ...mergeDiagnostics(bindings.map(({ parsed }) => parsed.unit.diagnostics)),
      ...failures.map(describeMissingTarget),
      ...this.#reportUnmatched(bindings),
      ...this.#reportNothing(bindings),
      ...this.#reportDirectories(),
      ...differences,
      ...reportRenames(spec),
      ...this.#checkLibraries(spec),
    ];
    this.#options.onProgress?.("rendering");
    return describeBinding(spec, {
      diagnostics,
      stages: first.stages,
      sources: this.#readSources(diagnostics),
      wrapperIncludes: this.#options.wrapper === undefined ? [] : this.#planIncludes(first),
    });
  }

  #planIncludes(place: HeaderPlaces): readonly string[] {
    const { headers, preincludes, systemIncludeDirectories } = place;
    const names = this.#nameHeaders(place);
    return planIncludeDirectories({
      folder: this.#options.wrapperFolder ?? this.#workingDirectory,
      stated: [...this.#includeDirectories, ...this.#resolveAll(this.#options.systemIncludeDirectories)],
      searched: systemIncludeDirectories,
      headers: new Map([...preincludes, ...headers].map((path) => [path, names.nameOf(path)])),
    });
  }

  #resolveAll(paths: readonly string[] = []): readonly string[] {
    return paths.map((path) => resolve(this.#workingDirectory, path));
  }

  #findSearch(target: Target): HeaderSearch {
    const { sysroot, systemIncludeDirectories } = this.#options;
    const directories = findSystemIncludeDirectories(target, findHostTarget().triple, {
      variables: process.env,
      isDirectory: (path) => this.#files.isDirectory(path),
      askCompiler: (words) => this.#compilers.find(words),
      workingDirectory: this.#workingDirectory,
      sysroot: sysroot === undefined ? undefined : resolve(this.#workingDirectory, sysroot),
      statedDirectories: this.#resolveAll(systemIncludeDirectories),
    });
    return {
      files: this.#files,
      workingDirectory: this.#workingDirectory,
      // Headers of the system say "the next of that name" of themselves, so that compilers do not look there twice either.
      includeDirectories: this.#includeDirectories.filter((path) => !directories.includes(path)),
      systemIncludeDirectories: directories,
    };
  }

  #reportUnmatched(bindings: readonly TargetBinding[]): readonly Diagnostic[] {
    const stages = bindings.map((binding) => binding.stages);
    const files = bindings.flatMap(({ parsed, ...place }) => {
      const names = this.#nameHeaders(place);
      return parsed.paths.map((path) => names.nameOf(path));
    });
    return reportUnmatched(planFilter(this.#options), { stages, files }, this.#options.configuration);
  }

  #reportNothing(bindings: readonly TargetBinding[]): readonly Diagnostic[] {
    // What cannot be read is reported, and explains it.
    if (bindings.some(({ parsed }) => parsed.unit.diagnostics.some(({ severity }) => severity === "error"))) return [];
    return reportNothing(
      this.#options.headers,
      bindings.map(({ parsed, stages, ...place }) => ({
        unit: parsed.unit,
        stages,
        ...place,
        names: this.#nameHeaders(place),
      })),
    );
  }

  /** Compilers say nothing of directories that are not there, and whoever misspells one looks for the mistake elsewhere. */
  #reportDirectories(): readonly Diagnostic[] {
    const { systemIncludeDirectories, embedDirectories, sysroot } = this.#options;
    const stated = this.#resolveAll(sysroot === undefined ? [] : [sysroot]);
    const paths = [...this.#resolveAll(systemIncludeDirectories), ...this.#resolveAll(embedDirectories), ...stated];
    return [...new Set([...this.#includeDirectories, ...paths])]
      .filter((path) => !this.#files.isDirectory(path))
      .map((path) => ({
        code: "bindgen/no-directory",
        severity: "warning",
        message: `there is no directory ${path}`,
        help: "look at -I, --isystem, --embed-dir and --sysroot, or their fields in the configuration",
      }));
  }

  #bindTarget(target: Target): TargetBinding | FailedTarget {
    const search = this.#findSearch(target);
    const { systemIncludeDirectories } = search;
    const before = (this.#options.preincludes ?? []).map((name) => findHeader(name, search));
    const found = this.#options.headers.map((name) => findHeader(name, search));
    const missing = [...before, ...found].flatMap(({ diagnostic }) => (diagnostic === null ? [] : [diagnostic]));
    if (missing.length > 0) return { target, diagnostics: missing };
    // Who names a header twice wants it once.
    const headers = [...new Set(found.flatMap(({ path }) => path ?? []))];
    const preincludes = before.flatMap(({ path }) => (path === null ? [] : [path]));
    this.#options.onProgress?.(`parsing ${this.#options.headers.join(", ")} for ${target.triple}`);
    const parsed = parseHeaders([...preincludes, ...headers], {
      ...search,
      target,
      defines: this.#options.defines ?? [],
      undefines: this.#options.undefines ?? [],
      embedDirectories: this.#resolveAll(this.#options.embedDirectories),
      reader: this.#options.reader,
    });
    const { diagnostics } = parsed.unit;
    // Types that are not known then mostly are what the missing part declares.
    if (diagnostics.some(({ code }) => fatalCodes.has(code)))
      return { target, diagnostics: diagnostics.filter(({ code }) => code !== "cparser/unknown-type") };
    this.#options.onProgress?.("choosing declarations");
    const place = { headers, preincludes, origins: parsed.origins, systemIncludeDirectories, target };
    return { parsed, ...place, ...this.#choose(parsed, place) };
  }

  #probe(spec: Spec, bindings: readonly TargetBinding[]): ProbedSpec {
    const { probe = [], sysroot, systemIncludeDirectories } = this.#options;
    const root = sysroot === undefined ? [] : [`--sysroot=${resolve(this.#workingDirectory, sysroot)}`];
    const targets = bindings.map(({ target, headers, preincludes, parsed, ...binding }) => ({
      target,
      headers,
      preincludes,
      paths: parsed.paths,
      includeDirectories: [...this.#includeDirectories, ...this.#resolveAll(systemIncludeDirectories)],
      systemIncludeDirectories: binding.systemIncludeDirectories,
      readFile: (path: string) => this.#files.readFile(path),
    }));
    let probed: ProbedSpec = { spec, diagnostics: [] };
    for (const { command } of probe) {
      this.#options.onProgress?.(`asking ${command.join(" ")}`);
      const next = probeSpec(probed.spec, { command: [...command, ...root] }, targets);
      probed = { spec: next.spec, diagnostics: [...probed.diagnostics, ...next.diagnostics] };
    }
    return probed;
  }

  #nameHeaders({ headers, preincludes, origins, systemIncludeDirectories }: HeaderPlaces): HeaderNames {
    const directories = [...this.#includeDirectories, ...systemIncludeDirectories];
    return new HeaderNames(directories, [...headers, ...preincludes, ...origins]);
  }

  #choose(
    parsed: ParsedHeaders,
    place: HeaderPlaces & { readonly target: Target },
  ): { readonly stages: readonly Stage[]; readonly spec: Spec } {
    const { unit } = parsed;
    const { systemIncludeDirectories, target } = place;
    const names = this.#nameHeaders(place);
    const filter = planFilter(this.#options);
    const headers = [...place.headers, ...place.origins];
    const wantedPaths = this.#pickFiles(parsed, { headers, systemIncludeDirectories, names, filter: filter.files });
    const wantedFiles = new Set(wantedPaths.map((path) => names.nameOf(path)));
    const internalPaths = wantedPaths.filter((path) => isInternalHeader(path, systemIncludeDirectories));
    const internalFiles = new Set(internalPaths.map((path) => names.nameOf(path)));
    const lowered = lowerUnit(unit, {
      headers: names,
      target,
      wantedFiles,
      isWrapped: this.#options.wrapper !== undefined,
    });
    const initial = { declarations: lowered.declarations, others: [], skipped: lowered.skipped };
    const stages = runPasses(initial, {
      wantedFiles,
      internalFiles,
      filter,
      isSealed: findSealed(this.#options.annotations),
      targets: [target],
    });
    const { declarations, skipped } = stages.at(-1)?.state ?? initial;
    const sources = new Map(unit.files.map(({ path, readFrom = path }) => [path, readFrom]));
    const head = {
      ...this.#describeHeaders(place, names),
      filter,
      files: wantedPaths.map((path) => this.#describeFile(names.nameOf(path), sources.get(path) ?? path)),
    };
    return {
      stages,
      spec: {
        head,
        declarations,
        overrides: [],
        skipped,
        annotations: new Map(),
        ...pickDocumentation(lowered, declarations, wantedFiles),
      },
    };
  }

  #describeHeaders(
    { headers, preincludes, target }: HeaderPlaces & { readonly target: Target },
    names: HeaderNames,
  ): Omit<SpecHead, "filter" | "files"> {
    return {
      ...this.#describeOptions(target),
      headers: headers.map((header) => names.nameOf(header)),
      preincludes: preincludes.length === 0 ? undefined : preincludes.map((header) => names.nameOf(header)),
    };
  }

  /** A file is hashed when its hash is read: only the spec shows it. */
  #describeFile(name: string, path: string): SpecFile {
    const files = this.#files;
    let hash: string | undefined;
    return {
      path: name,
      get hash() {
        return (hash ??= files.hashOf(path));
      },
    };
  }

  #pickFiles(
    { paths, ownPaths }: ParsedHeaders,
    place: WantedFilesOptions & { readonly names: HeaderNames; readonly filter: SpecNameFilter | undefined },
  ): readonly string[] {
    const { names, filter } = place;
    if (filter === undefined) return pickWantedFiles(ownPaths, place);
    const isChosen = compileFilter(filter);
    const files =
      filter.include.length > 0 ? paths.filter((path) => !path.startsWith("<")) : pickWantedFiles(ownPaths, place);
    return files.filter((path) => isChosen(names.nameOf(path)));
  }

  #describeOptions(target: Target): Omit<SpecHead, "headers" | "preincludes" | "filter" | "files"> {
    const { libraries, defines = [], undefines, wrapper, integers } = this.#options;
    return {
      format: specFormat,
      generator: generatorVersion,
      libraries: libraries ?? [],
      targets: [target.triple],
      defines,
      undefines: undefines?.length === 0 ? undefined : undefines,
      wrapper,
      integers: integers === "number" ? "number" : undefined,
    };
  }

  #checkLibraries(spec: Spec): readonly Diagnostic[] {
    const hasFunctions = spec.declarations.some((item) => item.kind === "function" && item.unsupported === undefined);
    const { libraries } = spec.head;
    const isSaid = this.#options.libraries === null || !isLibraryList(libraries) || libraries.length > 0;
    if (!hasFunctions || isSaid) return [];
    return [
      {
        code: "bindgen/no-library",
        severity: "warning",
        message: "no library is named, so the module looks for its functions in the process itself",
        help: "name the library with -l, such as -l z",
      },
    ];
  }

  #readSources(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, string> {
    const paths = diagnostics
      .flatMap(({ span, related }) => [span, ...(related ?? []).map((place) => place.span)])
      .flatMap((span) => (span === undefined ? [] : [span.file]));
    return new Map(
      [...new Set(paths)].flatMap((path) => {
        const text = this.#files.readFile(path);
        // The bytes of a library are nothing to show.
        return text === undefined || text.includes("\0") ? [] : [[path, text]];
      }),
    );
  }
}
