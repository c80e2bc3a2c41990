/**
 * The library of a module and the exports of its functions and variables. Each is a statement without side effects: what a
 * program does not import, a bundler drops.
 */
import { basename, posix } from "node:path";
import { toPropertyName } from "@koine/codegen";
import type { CodeWriter } from "@koine/codegen";
import { isFromModule, isLibraryList, mapLibraryNames } from "../spec/library-names.ts";
import type { SpecLibraries, SpecLibraryRow } from "../spec/library-names.ts";
import type { SpecFunction, SpecVariable } from "../spec/model.ts";
import { annotationAt } from "../annotation/parameter-place.ts";
import { lineWidth, toPureCall } from "./exported-value.ts";
import type { ExportedValue } from "./exported-value.ts";
import type { ModuleNames } from "./module-names.ts";
import { renderParameter } from "./annotated-value.ts";
import { callbackKey, publicName } from "./module-names.ts";
import { renderModuleUrl } from "./module-url.ts";
import { renderDescriptor } from "./render-descriptor.ts";
import { renderFunctionParts } from "./render-function-type.ts";
import { isReleasedInline, symbolOf } from "./release-symbol.ts";
import { renderPrototype } from "./render-prototype.ts";
import type { ModuleContext } from "./render-type-export.ts";

/**
 * Writes the library that all symbols come from.
 *
 * @param isShared Whether other files of the module use it.
 */
export function writeLibrary(
  libraries: SpecLibraries,
  { declareLibrary, library }: ModuleNames,
  writer: CodeWriter,
  isShared: boolean,
): void {
  const name = renderLibraryName(libraries, isShared);
  writer.blank();
  writer.lines([
    "// Opened at the first use; a symbol that the installed library lacks is an error only where it is used.",
    `${renderStart(library, declareLibrary, isShared)} = /* @__PURE__ */ ${declareLibrary}(${name});`,
  ]);
}

/** Writes the library of the inline functions, which lies beside the module; other files of the module are in a folder of theirs. */
export function writeWrapperLibrary(
  path: string,
  { declareLibrary, wrappers }: ModuleNames,
  writer: CodeWriter,
  isShared: boolean,
): void {
  const fromFile = isShared ? posix.join("..", path) : path;
  writer.blank();
  writer.line(`// Inline functions have no symbol in the library; these are built from ${basename(path)}.c.`);
  writer.block(
    `${renderStart(wrappers, declareLibrary, isShared)} = /* @__PURE__ */ ${declareLibrary}(/* @__PURE__ */ (() => ({`,
    () => {
      for (const [platform, extension] of sharedLibraryExtensions) {
        writer.line(`${platform}: ${renderModuleUrl(`${fromFile}.${extension}`)},`);
      }
    },
    "}))());",
  );
}

/** What other files use has its type stated. */
function renderStart(library: string, declareLibrary: string, isShared: boolean): string {
  return isShared ? `export const ${library}: ReturnType<typeof ${declareLibrary}>` : `const ${library}`;
}

const sharedLibraryExtensions = [
  ["linux", "so"],
  ["darwin", "dylib"],
  ["win32", "dll"],
] as const;

/** Gives the export of a function or variable. */
export function exportSymbol(declaration: SpecFunction | SpecVariable, context: ModuleContext): ExportedValue {
  const { name } = declaration;
  const isFunction = declaration.kind === "function";
  const identifier = context.scope.names.exports.get(name) ?? name;
  const deprecated = isFunction ? declaration.deprecated : undefined;
  return {
    name: publicName(name, context.scope.names),
    identifier,
    documentation: documentSymbol(context.docs.get(name), deprecated),
    ...(isFunction ? renderFunction(declaration, context) : renderVariable(declaration, context)),
    isCall: true,
    type: undefined,
    isApart: true,
  };
}

/** Gives the exports of the types of a function's callbacks that outlive a call. */
export function exportCallbacks(declaration: SpecFunction, { scope }: ModuleContext): readonly ExportedValue[] {
  const annotation = scope.annotations.get(declaration.name);
  return declaration.parameters.flatMap(({ type }, place): readonly ExportedValue[] => {
    const own = annotationAt(declaration, annotation, place);
    const key = callbackKey(declaration, place);
    const identifier = scope.names.exports.get(key);
    if (identifier === undefined) return [];
    const { value, type: stated } = renderParameter(type, own, scope);
    return [
      {
        name: publicName(key, scope.names),
        identifier,
        documentation: undefined,
        expression: toPureCall(value),
        stated,
        isCall: true,
        type: undefined,
        isApart: true,
      },
    ];
  });
}

/** What lies by its place from the module is a URL, which the file makes that declares the library. */
function renderLibraryName(libraries: SpecLibraries, isShared: boolean): string {
  const marks: string[] = [];
  const marked = mapLibraryNames(libraries, (name) => {
    if (!isFromModule(name)) return name;
    const url = renderModuleUrl(isShared ? posix.join("..", name) : name);
    return `\0${marks.push(url) - 1}`;
  });
  const text = renderNames(marked).replaceAll(/"\\u0000(\d+)"/g, (_, place: string) => marks[Number(place)] ?? "");
  // Bundlers keep what may do something.
  return marks.length === 0 ? text : `/* @__PURE__ */ (() => ${text.startsWith("{") ? `(${text})` : text})()`;
}

function renderNames(libraries: SpecLibraries): string {
  if (!isLibraryList(libraries)) return renderRow(libraries);
  return renderRow(libraries.length < 2 ? (libraries[0] ?? null) : libraries);
}

function renderRow(row: SpecLibraryRow | SpecLibraries): string {
  if (row === null || typeof row === "string") return JSON.stringify(row);
  if (isLibraryList(row)) return `[${row.map((name) => renderRow(name)).join(", ")}]`;
  const entries = Object.entries<SpecLibraryRow>({ ...row }).map(
    ([key, value]) => `${toPropertyName(key)}: ${renderRow(value)}`,
  );
  return `{ ${entries.join(", ")} }`;
}

type SymbolCode = Pick<ExportedValue, "expression"> & { readonly stated: string };

function renderFunction(declaration: SpecFunction, { scope }: ModuleContext): SymbolCode {
  const { name, isInline } = declaration;
  const symbol = symbolOf(declaration);
  const { c, library, wrappers } = scope.names;
  const { callee, parts, type } = renderFunctionParts(declaration, scope);
  const prototype = renderPrototype(declaration, symbol, scope);
  const declare = isInline || isReleasedInline(declaration, scope) ? wrappers : library;
  const stated = renderCall(`${c}.Function`, type, "<>", `export const ${name}:  =`.length);
  const start = "  /* @__PURE__ */ ;".length;
  if (prototype !== undefined) {
    const given = [JSON.stringify(prototype.text), ...prototype.types];
    return { expression: renderCall(declare, given, "()", start), stated };
  }
  const described = `() => ${renderCall(callee, parts, "()", "  () => ,".length)}`;
  return { expression: renderCall(declare, [JSON.stringify(symbol), described], "()", start), stated };
}

/**
 * Renders a list between brackets: in one line where it fits, else with an item per line.
 *
 * @param width Columns that stand around it in that line.
 */
function renderCall(callee: string, items: readonly string[], brackets: "()" | "<>", width: number): string {
  const oneLine = `${callee}${brackets[0]}${items.join(", ")}${brackets[1]}`;
  const isShort = oneLine.length + width <= lineWidth && !oneLine.includes("\n");
  return isShort ? oneLine : renderBroken(callee, items, brackets);
}

function renderBroken(callee: string, items: readonly string[], brackets: "()" | "<>"): string {
  const last = items.length - 1;
  const lines = items.map(
    (item, place) => `  ${item.replaceAll("\n", "\n  ")}${place === last && brackets === "<>" ? "" : ","}`,
  );
  return [`${callee}${brackets[0]}`, ...lines, brackets[1]].join("\n");
}

function renderVariable({ name, symbol, type }: SpecVariable, { scope }: ModuleContext): SymbolCode {
  const { c, library, Variable, ReadonlyVariable } = scope.names;
  const isReadonly = scope.index.isConst(type);
  const { value, type: described } = renderDescriptor(type, "result", scope);
  const made = `${c}.variable(${value}${isReadonly ? ", { readonly: true }" : ""})`;
  return {
    expression: `${library}.variable(${JSON.stringify(symbol ?? name)}, () => ${made})`,
    stated: `${isReadonly ? ReadonlyVariable : Variable}<${described}>`,
  };
}

function documentSymbol(documentation: string | undefined, deprecated: string | undefined): string | undefined {
  if (deprecated === undefined || documentation?.includes("@deprecated") === true) return documentation;
  const remark = `@deprecated ${deprecated === "" ? "The header marks it as deprecated." : deprecated}`;
  return documentation === undefined ? remark : `${documentation}\n\n${remark}`;
}
