/** Specs out of their text; every complaint is a diagnostic. The inverse is `render-spec.ts`. */
import type { Diagnostic } from "@koine/diagnostics";
import type { SpecAnnotation } from "../annotation/annotation-model.ts";
import { specAnnotationShape } from "../annotation/annotation-shape.ts";
import { checkShape } from "../annotation/check-shape.ts";
import type { Shape } from "../annotation/check-shape.ts";
import { describeProblems, describeSyntax } from "../json/describe-problems.ts";
import { JsonReader } from "../json/json-reader.ts";
import type { JsonProblem } from "../json/json-reader.ts";
import { knownStandards } from "../known-standards.ts";
import { generatorVersion } from "../version.ts";
import { checkSpec } from "./check-spec.ts";
import { decodeDeclaration, decodeSkipped } from "./decode-declaration.ts";
import { decodeName } from "./decode-name.ts";
import { librariesShape } from "./library-names.ts";
import type { SpecLibraries } from "./library-names.ts";
import { filterGroups, specFormat } from "./model.ts";
import type { Spec, SpecDeclaration, SpecFile, SpecFilter, SpecHead, SpecNameFilter, SpecOverride } from "./model.ts";
import {
  declarationFields,
  fileFields,
  filterFields,
  nameFilterFields,
  overrideFields,
  specFields,
} from "./spec-fields.ts";

/** A spec, or what is wrong with the text. */
export type ParsedSpec =
  | { readonly spec: Spec; readonly diagnostics: readonly [] }
  | { readonly spec: null; readonly diagnostics: readonly Diagnostic[] };

/** What to do about a spec that says something wrong. */
export const rewriteAdvice = "write the spec anew with koine bind from its header";

/**
 * Parses the text of a spec.
 *
 * @param file What diagnostics call the text.
 */
export function parseSpec(text: string, file: string): ParsedSpec {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, " "));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {
      spec: null,
      diagnostics: describeSyntax({ code: "bindgen/spec-syntax", text, file, advice: rewriteAdvice }),
    };
  }
  const json = new JsonReader(value, "spec");
  const format = checkFormat(json);
  if (format !== undefined) {
    return {
      spec: null,
      diagnostics: describeProblems([format], { code: "bindgen/spec-format", text, file, advice: rewriteAdvice }),
    };
  }
  const spec = decodeSpec(json);
  if (json.problems.every(leavesNames)) checkSpec(spec, json);
  if (json.problems.length === 0) return { spec, diagnostics: [] };
  return {
    spec: null,
    diagnostics: describeProblems(json.problems, { code: "bindgen/spec-shape", text, file, advice: rewriteAdvice }),
  };
}

/** What is written in another format is not looked into. */
function checkFormat(json: JsonReader): JsonProblem | undefined {
  const { value } = json;
  if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, "format")) {
    return { message: "spec.format: this is no spec of koine", steps: [] };
  }
  const format = json.get("format").value;
  if (format === specFormat) return undefined;
  const { value: generator } = json.get("generator");
  const writer = `another version of koine wrote this${typeof generator === "string" ? `, ${generator}` : ""}`;
  const isNewer = typeof format === "number" && Number.isInteger(format) && format > specFormat;
  return {
    steps: ["format"],
    message: `spec.format: expected format ${specFormat}, got ${JSON.stringify(format)}; ${writer}`,
    help: isNewer ? `koine ${generatorVersion} is too old for it: install the version that wrote it` : undefined,
  };
}

/** Whether a problem is inside of one declaration, which still has its name, or of an annotation: the names are known then. */
function leavesNames({ steps }: JsonProblem): boolean {
  const inside = steps[0] === "overrides" ? steps.slice(2) : steps;
  const [part, , , field] = inside;
  if (part === "annotations" || part === "filter" || part === "files") return true;
  const fields = Object.values(declarationFields).flatMap(({ required, optional }) => [...required, ...optional]);
  const isName = field === "name" || field === "kind" || field === "values";
  return part === "declarations" && typeof field === "string" && fields.includes(field) && !isName;
}

function decodeSpec(json: JsonReader): Spec {
  const { value: generator } = json.get("generator");
  const adviceOnUnknown =
    typeof generator === "string" && generator !== generatorVersion
      ? `koine ${generator} wrote the spec, and this is ${generatorVersion}, which may not know it`
      : undefined;
  json.only(specFields, adviceOnUnknown);
  json.get("$schema").optional((schema) => schema.text());
  return Object.freeze({
    head: decodeHead(json),
    declarations: decodeGroups(json.get("declarations"), adviceOnUnknown),
    overrides: (json.get("overrides").optional((list) => list.items()) ?? []).map((item) =>
      decodeOverride(item, adviceOnUnknown),
    ),
    skipped: json
      .get("skipped")
      .items()
      .map((item) => decodeSkipped(item, adviceOnUnknown)),
    annotations: json.get("annotations").optional((map) => decodeMap(map, decodeAnnotation)) ?? new Map(),
    docs: decodeMap(json.get("docs"), (value) => value.text()),
    lines: decodeMap(json.get("lines"), (value) => value.count()),
  });
}

function decodeGroups(groups: JsonReader, adviceOnUnknown: string | undefined): readonly SpecDeclaration[] {
  return groups.keys().flatMap((file) =>
    groups
      .get(file)
      .items()
      .flatMap((item) => decodeDeclaration(item, file, adviceOnUnknown) ?? []),
  );
}

function decodeOverride(json: JsonReader, adviceOnUnknown: string | undefined): SpecOverride {
  json.only(overrideFields, adviceOnUnknown);
  return {
    targets: decodeTexts(json.get("targets")),
    removed: decodeTexts(json.get("removed")),
    declarations: decodeGroups(json.get("declarations"), adviceOnUnknown),
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
    standard: json.get("standard").optional((standard) => standard.oneOf(knownStandards)),
    defines: decodeTexts(json.get("defines")),
    undefines: json.get("undefines").optional(decodeTexts),
    preincludes: json.get("preincludes").optional(decodeTexts),
    wrapper: json.get("wrapper").optional((wrapper) => wrapper.text()),
    integers: json.get("integers").optional((integers) => integers.oneOf(["number"])),
    filter: decodeFilter(json.get("filter")),
    files: json.get("files").items().map(decodeFile),
  };
}

function decodeFile(json: JsonReader): SpecFile {
  json.only(fileFields);
  const hash = json.get("hash");
  if (!/^[\da-f]{16}$/.test(hash.text())) hash.fail("expected 16 hexadecimal digits");
  return { path: json.get("path").text(), hash: hash.text() };
}

function decodeFilter(json: JsonReader): SpecFilter {
  json.only(filterFields);
  const groups = filterGroups.flatMap((group) => {
    const own = json.get(group).optional((filter) => {
      filter.only(nameFilterFields);
      return decodeNames(filter);
    });
    return own === undefined ? [] : [[group, own] as const];
  });
  return { ...decodeNames(json), ...Object.fromEntries(groups) };
}

function decodeNames(json: JsonReader): SpecNameFilter {
  return { include: decodeTexts(json.get("include")), exclude: decodeTexts(json.get("exclude")) };
}

function decodeLibraries(json: JsonReader): SpecLibraries {
  noteProblems(json, librariesShape);
  // Its shape was just checked; what is wrong is noted, and the spec is not used.
  return json.value as SpecLibraries;
}

function decodeAnnotation(json: JsonReader): SpecAnnotation {
  const wrong = json.problems.length;
  noteProblems(json, specAnnotationShape);
  if (json.problems.length === wrong) json.get("name").optional(decodeName);
  return json.value as SpecAnnotation;
}

function noteProblems(json: JsonReader, shape: Shape): void {
  if (json.value === undefined) return json.fail("");
  for (const { path, message, help } of checkShape(json.value, shape)) {
    let place = json;
    for (const key of path) place = typeof key === "number" ? place.at(key) : place.get(key);
    place.add(message, help);
  }
}

function decodeMap<TValue>(json: JsonReader, decode: (value: JsonReader) => TValue): ReadonlyMap<string, TValue> {
  return new Map(json.keys().map((key) => [key, decode(json.get(key))]));
}
