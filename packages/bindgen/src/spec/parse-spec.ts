/** Specs out of their text; every complaint is a diagnostic. The inverse is `render-spec.ts`. */
import type { Diagnostic, Span } from "@koine/diagnostics";
import { decodeDeclaration, decodeSkipped } from "./decode-declaration.ts";
import { JsonReader, JsonShapeError } from "./json-reader.ts";
import { specFormat } from "./model.ts";
import type { Spec, SpecDeclaration, SpecHead, SpecOverride } from "./model.ts";

/** A spec, or what is wrong with the text. */
export type ParsedSpec =
  | { readonly spec: Spec; readonly diagnostics: readonly [] }
  | { readonly spec: null; readonly diagnostics: readonly [Diagnostic] };

/**
 * Parses the text of a spec.
 *
 * @param file What diagnostics call the text.
 */
export function parseSpec(text: string, file: string): ParsedSpec {
  try {
    return { spec: decodeSpec(new JsonReader(JSON.parse(text), "spec")), diagnostics: [] };
  } catch (error) {
    if (error instanceof SyntaxError)
      return refuse("bindgen/spec-syntax", error.message, locateSyntaxError(error, text, file));
    if (!(error instanceof JsonShapeError)) throw error;
    const code = error.path === "spec.format" ? "bindgen/spec-format" : "bindgen/spec-shape";
    return refuse(code, error.message, { file, start: 0, end: 0, line: 1, column: 1 });
  }
}

function refuse(code: string, message: string, span: Span): ParsedSpec {
  const help = "write the spec anew with koine bind from its header";
  return { spec: null, diagnostics: [{ code, severity: "error", message, span, help }] };
}

/** V8 says where JSON ends to be JSON as `position 12`; other engines may not. */
function locateSyntaxError(error: SyntaxError, text: string, file: string): Span {
  const start = Number(/position (\d+)/.exec(error.message)?.[1] ?? 0);
  const before = text.slice(0, start).split("\n");
  return { file, start, end: start, line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

function decodeSpec(json: JsonReader): Spec {
  const format = json.get("format");
  if (format.value !== specFormat) format.fail(`expected format ${specFormat}; another version of koine wrote this`);
  return Object.freeze({
    head: decodeHead(json),
    declarations: decodeGroups(json.get("declarations")),
    overrides: (json.get("overrides").optional((list) => list.items()) ?? []).map(decodeOverride),
    skipped: json.get("skipped").items().map(decodeSkipped),
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
    libraries: decodeTexts(json.get("libraries")),
    targets: decodeTexts(json.get("targets")),
    defines: decodeTexts(json.get("defines")),
    wrapper: json.get("wrapper").optional((wrapper) => wrapper.text()),
    filter: {
      include: decodeTexts(json.get("filter").get("include")),
      exclude: decodeTexts(json.get("filter").get("exclude")),
    },
    files: json
      .get("files")
      .items()
      .map((item) => ({ path: item.get("path").text(), hash: item.get("hash").text() })),
  };
}

function decodeMap<TValue>(json: JsonReader, decode: (value: JsonReader) => TValue): ReadonlyMap<string, TValue> {
  return new Map(json.keys().map((key) => [key, decode(json.get(key))]));
}
