/** From the parsed headers of one target to a spec: picks files, lowers, runs the passes, and says what the spec was made from. */
import type { Annotations } from "../annotation/annotation-model.ts";
import { isSealed } from "../annotation/check-annotations.ts";
import { compilePattern } from "../annotation/name-pattern.ts";
import { readBuiltIn } from "../header/built-in-headers.ts";
import { hashContent } from "../header/header-files.ts";
import type { HeaderFiles } from "../header/header-files.ts";
import { toNormalPath } from "../header/normal-path.ts";
import { isInternalHeader, pickWantedFiles } from "../header/wanted-files.ts";
import type { HeaderPaths } from "../header/parse-headers.ts";
import type { HeaderNames } from "../lower/header-path.ts";
import { lowerUnit } from "../lower/lower-unit.ts";
import { compileFilter } from "../passes/filter-names.ts";
import { runPasses } from "../passes/run-passes.ts";
import type { Stage } from "../passes/run-passes.ts";
import { specFormat } from "../spec/model.ts";
import { nameForSpec } from "../spec/standard-of.ts";
import type { Spec, SpecFile, SpecHead } from "../spec/model.ts";
import { pickDocumentation } from "../spec/pick-documentation.ts";
import { generatorVersion } from "../version.ts";
import type { BindRequest } from "./bind-request.ts";
import type { TargetHeaders } from "./bind-target.ts";

/** The headers of one target as soon as the files are known that they include. */
export interface HeaderPlace extends Pick<TargetHeaders, "headers" | "systemIncludeDirectories" | "names"> {
  readonly parsed: HeaderPaths;
}

/** What was chosen for one target, and how. */
export interface ChosenDeclarations {
  /** What each pass left behind, in order. */
  readonly stages: readonly Stage[];
  /** A spec of this target alone, without annotations. */
  readonly spec: Spec;
}

/** Chooses what a request asks for from the headers of one target. */
export function chooseDeclarations(place: TargetHeaders, request: BindRequest): ChosenDeclarations {
  const { target, systemIncludeDirectories, names } = place;
  const { unit } = place.parsed;
  const wantedPaths = pickFiles(place, request);
  const named = new Set(place.headers.map(toNormalPath));
  const internalPaths = wantedPaths.filter(
    (path) => isInternalHeader(path, systemIncludeDirectories) && !named.has(toNormalPath(path)),
  );
  const nameAll = (paths: readonly string[]): ReadonlySet<string> => new Set(paths.map((path) => names.nameOf(path)));
  const wantedFiles = nameAll(wantedPaths);
  const lowered = lowerUnit(unit, {
    headers: names,
    target,
    wantedFiles,
    isWrapped: request.options.wrapper !== undefined,
  });
  const initial = { declarations: lowered.declarations, others: [], skipped: lowered.skipped };
  const stages = runPasses(initial, {
    wantedFiles,
    internalFiles: nameAll(internalPaths),
    filter: request.filter,
    isSealed: findSealed(request.options.annotations),
    targets: [target],
  });
  const { declarations, skipped } = stages.at(-1)?.state ?? initial;
  const spec = {
    head: describeHead(place, wantedPaths, request),
    declarations,
    overrides: [],
    skipped,
    annotations: new Map(),
    ...pickDocumentation(lowered, declarations, wantedFiles),
  };
  return { stages, spec };
}

/** A filter of files that includes some may name any that was read; without one the given headers decide. */
export function pickFiles(
  { headers, parsed, systemIncludeDirectories, names }: HeaderPlace,
  { filter }: BindRequest,
): readonly string[] {
  const pickOwn = (): readonly string[] =>
    pickWantedFiles(parsed.ownPaths, { headers: [...headers, ...parsed.origins], systemIncludeDirectories });
  if (filter.files === undefined) return pickOwn();
  const isChosen = compileFilter(filter.files);
  const isAny = filter.files.include.length > 0;
  const files = isAny ? parsed.paths.filter((path) => !path.startsWith("<")) : pickOwn();
  return files.filter((path) => isChosen(names.nameOf(path)));
}

/** Types are sealed before anything else is decided about them, so that their members need no types. */
function findSealed({ types = {} }: Annotations = {}): (name: string) => boolean {
  const patterns = Object.entries(types).flatMap(([pattern, annotation]) =>
    isSealed(annotation) ? (compilePattern(pattern) ?? []) : [],
  );
  return (name) => patterns.some((pattern) => pattern.test(name));
}

function describeHead(place: TargetHeaders, wantedPaths: readonly string[], request: BindRequest): SpecHead {
  const { target, headers, preincludes, parsed, names } = place;
  const { libraries, defines = [], undefines, wrapper, integers } = request.options;
  const sources = new Map(parsed.unit.files.map(({ path, readFrom = path }) => [path, readFrom]));
  return {
    format: specFormat,
    generator: generatorVersion,
    libraries: libraries ?? [],
    targets: [target.triple],
    standard: nameForSpec(request.standard),
    defines,
    undefines: undefines?.length === 0 ? undefined : undefines,
    wrapper,
    integers: integers === "number" ? "number" : undefined,
    headers: headers.map((header) => names.nameOf(header)),
    preincludes: preincludes.length === 0 ? undefined : preincludes.map((header) => names.nameOf(header)),
    filter: request.filter,
    files: withoutDoubles(wantedPaths, names).map((path) =>
      describeFile(names.nameOf(path), sources.get(path) ?? path, request.files),
    ),
  };
}

/** Where a compiler's header includes the C library's of the same name, that is the file. */
function withoutDoubles(paths: readonly string[], names: HeaderNames): readonly string[] {
  const inFiles = new Set(paths.filter((path) => !path.startsWith("<")).map((path) => names.nameOf(path)));
  return paths.filter((path) => !path.startsWith("<") || !inFiles.has(names.nameOf(path)));
}

/** A file is hashed when its hash is read: only the spec shows it. */
function describeFile(name: string, path: string, files: HeaderFiles): SpecFile {
  let hash: string | undefined;
  return {
    path: name,
    get hash() {
      const builtIn = readBuiltIn(path);
      return (hash ??= builtIn === undefined ? files.hashOf(path) : hashContent(builtIn));
    },
  };
}
