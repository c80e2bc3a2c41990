/** Specs out of their text; every complaint is a diagnostic. The inverse is `render-spec.ts`. */
import type { Diagnostic, Span } from "@koine/diagnostics";
import { decodeDeclaration, decodeSkipped } from "./decode-declaration.ts";
import { JsonReader, JsonShapeError } from "./json-reader.ts";
import { specAnnotationShape } from "../annotation/annotation-shape.ts";
import type { SpecAnnotation } from "../annotation/annotation-model.ts";
import { checkShape } from "../annotation/check-shape.ts";
import { locateValue } from "../annotation/locate-problem.ts";
import { checkSpec } from "./check-spec.ts";
import type { Shape } from "../annotation/check-shape.ts";
import { librariesShape } from "./library-names.ts";
import type { SpecLibraries } from "./library-names.ts";
import { filterGroups, specFormat } from "./model.ts";
import type { Spec, SpecDeclaration, SpecFilter, SpecHead, SpecNameFilter, SpecOverride } from "./model.ts";

/** A spec, or what is wrong with the text. */
export type ParsedSpec =
  | { readonly spec: Spec; readonly diagnostics: readonly [] }
  | { readonly spec: null; readonly diagnostics: readonly Diagnostic[] };

/**
 * Parses the text of a spec.
 *
 * @param file What diagnostics call the text.
 */
export function parseSpec(text: string, file: string): ParsedSpec {
  try {
    const json = new JsonReader(JSON.parse(text.replace(/^\uFEFF/, " ")), "spec");
    const spec = decodeSpec(json);
    const problems = checkSpec(spec, json);
    if (problems.length === 0) return { spec, diagnostics: [] };
    return refuse(...problems.map((problem) => describeShape(problem, text, file)));
  } catch (error) {
    if (error instanceof SyntaxError)
      return refuse(describe("bindgen/spec-syntax", error.message, locateSyntaxError(error, text, file)));
    if (!(error instanceof JsonShapeError)) throw error;
    return refuse(describeShape(error, text, file));
  }
}

function refuse(...diagnostics: readonly Diagnostic[]): ParsedSpec {
  return { spec: null, diagnostics };
}

function describeShape({ path, steps, message }: JsonShapeError, text: string, file: string): Diagnostic {
  const code = path === "spec.format" ? "bindgen/spec-format" : "bindgen/spec-shape";
  return describe(code, message, locateValue({ file, text, path: [] }, steps));
}

function describe(code: string, message: string, span: Span): Diagnostic {
  return { code, severity: "error", message, span, help: "write the spec anew with koine bind from its header" };
}

/** V8 says where JSON ends to be JSON as `position 12`; other engines may not. */
function locateSyntaxError(error: SyntaxError, text: string, file: string): Span {
  const start = Number(/position (\d+)/.exec(error.message)?.[1] ?? 0);
  const before = text.slice(0, start).split("\n");
  return { file, start, end: start, line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

function decodeSpec(json: JsonReader): Spec {
  const format = json.get("format");
  if (format.value === undefined) format.fail("this is no spec of koine");
  if (format.value !== specFormat) format.fail(`expected format ${specFormat}; another version of koine wrote this`);
  return Object.freeze({
    head: decodeHead(json),
    declarations: decodeGroups(json.get("declarations")),
    overrides: (json.get("overrides").optional((list) => list.items()) ?? []).map(decodeOverride),
    skipped: json.get("skipped").items().map(decodeSkipped),
    annotations: json.get("annotations").optional((map) => decodeMap(map, decodeAnnotation)) ?? new Map(),
    docs: decodeMap(json.get("docs"), (value) => value.text()),
    lines: decodeMap(json.get("lines"), (value) => value.count()),
  });
}

function decodeGroups(groups: JsonReader): readonly SpecDeclaration[] {
  return groups.keys().flatMap((file) =>
    groups
      .get(file)
      .items()
      .map((item) => decodeDeclaration(item, file)),
  );
}

function decodeOverride(json: JsonReader): SpecOverride {
  return {
    targets: decodeTexts(json.get("targets")),
    removed: decodeTexts(json.get("removed")),
    declarations: decodeGroups(json.get("declarations")),
  };
}

function decodeTexts(list: JsonReader): readonly string[] {
  return list.items().map((item) => item.text());
}

function decodeHead(json: JsonReader): SpecHead {
  return {
    format: specFormat,
    generator: json.get("generator").text(),
    headers: decodeTexts(json.get("headers")),
    libraries: decodeLibraries(json.get("libraries")),
    targets: decodeTexts(json.get("targets")),
    defines: decodeTexts(json.get("defines")),
    undefines: json.get("undefines").optional(decodeTexts),
    preincludes: json.get("preincludes").optional(decodeTexts),
    wrapper: json.get("wrapper").optional((wrapper) => wrapper.text()),
    integers: json.get("integers").optional((integers) => integers.oneOf(["number"])),
    filter: decodeFilter(json.get("filter")),
    files: json
      .get("files")
      .items()
      .map((item) => ({ path: item.get("path").text(), hash: item.get("hash").text() })),
  };
}

function decodeFilter(json: JsonReader): SpecFilter {
  const groups = filterGroups.flatMap((group) => {
    const own = json.get(group).optional(decodeNameFilter);
    return own === undefined ? [] : [[group, own] as const];
  });
  return { ...decodeNameFilter(json), ...Object.fromEntries(groups) };
}

function decodeNameFilter(json: JsonReader): SpecNameFilter {
  return { include: decodeTexts(json.get("include")), exclude: decodeTexts(json.get("exclude")) };
}

function decodeLibraries(json: JsonReader): SpecLibraries {
  checkReader(json, librariesShape);
  return json.value as SpecLibraries;
}

function decodeAnnotation(json: JsonReader): SpecAnnotation {
  checkReader(json, specAnnotationShape);
  return json.value as SpecAnnotation;
}

/** The first problem is enough: a spec is not written by hand. */
function checkReader(json: JsonReader, shape: Shape): void {
  const [problem] = checkShape(json.value, shape);
  if (problem === undefined) return;
  let place = json;
  for (const key of problem.path) place = typeof key === "number" ? place.at(key) : place.get(key);
  place.fail(problem.message);
}

function decodeMap<TValue>(json: JsonReader, decode: (value: JsonReader) => TValue): ReadonlyMap<string, TValue> {
  return new Map(json.keys().map((key) => [key, decode(json.get(key))]));
}
