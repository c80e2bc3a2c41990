/** Binds headers for one target: finds them, parses them and chooses from their declarations. */
import type { Target } from "@koine/ctypes";
import type { Diagnostic } from "@koine/diagnostics";
import { findHeader } from "../header/find-header.ts";
import type { HeaderSearch } from "../header/find-header.ts";
import { findHostTarget } from "../header/find-host-target.ts";
import { countBeforeBuiltIns, findSystemIncludeDirectories } from "../header/include-directories.ts";
import type { IncludeEnvironment } from "../header/include-directories.ts";
import { parseHeaders } from "../header/parse-headers.ts";
import type { HeaderPaths, ParsedHeaders } from "../header/parse-headers.ts";
import { HeaderNames } from "../lower/header-path.ts";
import type { BindRequest } from "./bind-request.ts";
import { chooseDeclarations, pickFiles } from "./choose-declarations.ts";
import type { ChosenDeclarations } from "./choose-declarations.ts";

/** The headers of one target, found and parsed. All paths are absolute. */
export interface TargetHeaders {
  readonly target: Target;
  /** Paths of the given headers, each once. */
  readonly headers: readonly string[];
  /** Paths of those that are read before them. */
  readonly preincludes: readonly string[];
  /** The system's directories in the order of their search. */
  readonly systemIncludeDirectories: readonly string[];
  readonly parsed: ParsedHeaders;
  /** Names for all of them that are the same on every machine. */
  readonly names: HeaderNames;
}

/** What was bound for one target. */
export interface BoundTarget extends TargetHeaders, ChosenDeclarations {
  readonly kind: "bound";
}

/** A target that nothing was bound for, and why. */
export interface FailedTarget {
  readonly kind: "failed";
  readonly target: Target;
  readonly diagnostics: readonly Diagnostic[];
}

/** After these, too little is known of what the headers mean. After any other error the remaining declarations are bound. */
const fatalCodes: ReadonlySet<string> = new Set([
  "cparser/file-not-found",
  "cparser/error-directive",
  "cparser/binary-file",
]);

/** Binds the headers of a request for one of its targets. */
export function bindTarget(target: Target, request: BindRequest): BoundTarget | FailedTarget {
  const { options, includeDirectories } = request;
  const search = planSearch(target, request);
  const { systemIncludeDirectories } = search;
  const preincludes = findHeaders(options.preincludes ?? [], search);
  const found = findHeaders(options.headers, search);
  const missing = [...preincludes.missing, ...found.missing];
  if (missing.length > 0) return { kind: "failed", target, diagnostics: missing };
  // Who names a header twice wants it once.
  const headers = [...new Set(found.paths)];
  // A preprocessed header is bound as if what it was made of had been given.
  const nameHeaders = ({ origins }: HeaderPaths): HeaderNames =>
    new HeaderNames(
      [...includeDirectories, ...systemIncludeDirectories],
      [...headers, ...preincludes.paths, ...origins],
    );
  let known: HeaderNames | undefined;
  const planFunctions = (paths: HeaderPaths): ((path: string) => boolean) => {
    const names = (known = nameHeaders(paths));
    const picked = pickFiles({ headers, systemIncludeDirectories, names, parsed: paths }, request);
    const wanted = new Set(picked.map((path) => names.nameOf(path)));
    return (path) => wanted.has(names.nameOf(path));
  };
  // A macro has no symbol beside a function of its name; another front end reads functions by itself.
  const isEachCounted = options.wrapper !== undefined || options.reader !== undefined;
  options.onProgress?.(`parsing ${options.headers.join(", ")} for ${target.triple}`);
  const parsed = parseHeaders([...preincludes.paths, ...headers], {
    ...search,
    target,
    standard: request.standard,
    defines: options.defines ?? [],
    undefines: options.undefines ?? [],
    embedDirectories: request.embedDirectories,
    reader: options.reader,
    planFunctions: isEachCounted ? undefined : planFunctions,
  });
  const { diagnostics } = parsed.unit;
  if (diagnostics.some(({ code }) => fatalCodes.has(code))) {
    // Types that are not known then mostly are what the missing part declares.
    return { kind: "failed", target, diagnostics: diagnostics.filter(({ code }) => code !== "cparser/unknown-type") };
  }
  options.onProgress?.("choosing declarations");
  const names = known ?? nameHeaders(parsed);
  const place = { target, headers, preincludes: preincludes.paths, systemIncludeDirectories, parsed, names };
  return { kind: "bound", ...place, ...chooseDeclarations(place, request) };
}

function planSearch(target: Target, request: BindRequest): HeaderSearch {
  const { files, compilers, workingDirectory, includeDirectories, statedSystemDirectories, sysroot } = request;
  const host = compilers.hasMachine ? findHostTarget() : undefined;
  const environment: IncludeEnvironment = {
    variables: compilers.variables,
    isDirectory: (path) => files.isDirectory(path),
    askCompiler: (words) => compilers.find(words),
    workingDirectory,
    sysroot,
    statedDirectories: statedSystemDirectories,
  };
  const systemIncludeDirectories = findSystemIncludeDirectories(target, host?.triple, environment);
  return {
    files,
    workingDirectory,
    // Headers of the system say "the next of that name" of themselves, so that compilers do not look there twice either.
    includeDirectories: includeDirectories.filter((path) => !systemIncludeDirectories.includes(path)),
    systemIncludeDirectories,
    directoriesBeforeBuiltIns: countBeforeBuiltIns(target, systemIncludeDirectories, environment),
    hasBuiltIns: request.options.reader === undefined,
  };
}

function findHeaders(
  headers: readonly string[],
  search: HeaderSearch,
): { readonly paths: readonly string[]; readonly missing: readonly Diagnostic[] } {
  const found = headers.map((header) => findHeader(header, search));
  return {
    paths: found.flatMap(({ path }) => path ?? []),
    missing: found.flatMap(({ diagnostic }) => diagnostic ?? []),
  };
}
