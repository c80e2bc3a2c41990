/**
 * The library of a module and the exports of its functions and variables. Each is a statement without side effects: what a
 * program does not import, a bundler drops.
 */
import { basename } from "node:path";
import { CodeWriter } from "@koine/codegen";
import { isLibraryList } from "../spec/library-names.ts";
import type { SpecLibraries } from "../spec/library-names.ts";
import type { SpecFunction, SpecVariable } from "../spec/model.ts";
import { annotationAt } from "../annotation/parameter-place.ts";
import type { SpecIndex } from "../spec/spec-index.ts";
import type { SpecType } from "../spec/type-model.ts";
import { wrapperSymbol } from "../wrapper/wrapper-symbol.ts";
import type { ExportedValue } from "./exported-value.ts";
import type { ModuleNames } from "./module-names.ts";
import { renderParameter } from "./annotated-value.ts";
import { callbackKey, publicName } from "./module-names.ts";
import { renderDescriptor } from "./render-descriptor.ts";
import { renderFunctionParts } from "./render-function-type.ts";
import type { ModuleContext } from "./render-type-export.ts";

/** Width from which a declaration is broken into lines; the same as the formatter's. */
const lineWidth = 120;

/** Writes the library that all symbols come from. */
export function writeLibrary(libraries: SpecLibraries, names: ModuleNames, writer: CodeWriter): void {
  const { declareLibrary, library } = names;
  const name = renderLibraryName(libraries);
  writer.blank();
  writer.lines([
    "// Opened at the first use; a symbol that the installed library lacks is an error only where it is used. A function is",
    "// bound at its first call, and replaces itself by what was bound.",
    `const ${library} = /* @__PURE__ */ ${declareLibrary}(${name});`,
  ]);
}

/** Writes the library of the inline functions, which lies beside the module. */
export function writeWrapperLibrary(path: string, { declareLibrary, wrappers }: ModuleNames, writer: CodeWriter): void {
  writer.blank();
  writer.line(`// Inline functions have no symbol in the library; these are built from ${basename(path)}.c.`);
  writer.block(
    `const ${wrappers} = /* @__PURE__ */ ${declareLibrary}(/* @__PURE__ */ (() => ({`,
    () => {
      for (const [platform, extension] of sharedLibraryExtensions) {
        writer.line(`${platform}: new URL(${JSON.stringify(`${path}.${extension}`)}, import.meta.url),`);
      }
    },
    "}))());",
  );
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
    documentation: documentSymbol(context.spec.docs.get(name), deprecated),
    keyword: isFunction ? "let" : "const",
    expression: isFunction ? renderFunction(declaration, identifier, context) : renderVariable(declaration, context),
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
    return [
      {
        name: publicName(key, scope.names),
        identifier,
        documentation: undefined,
        keyword: "const",
        expression: renderParameter(type, own, scope),
        isCall: true,
        type: undefined,
        isApart: true,
      },
    ];
  });
}

function renderLibraryName(libraries: SpecLibraries): string {
  if (!isLibraryList(libraries)) return JSON.stringify(libraries);
  if (libraries.length === 0) return "null";
  return JSON.stringify(libraries.length === 1 ? libraries[0] : libraries);
}

function renderFunction(declaration: SpecFunction, identifier: string, { scope }: ModuleContext): string {
  const { name, isInline } = declaration;
  const symbol = isInline ? wrapperSymbol(name) : (declaration.symbol ?? name);
  const { library, wrappers } = scope.names;
  const { callee, parts } = renderFunctionParts(declaration, scope);
  const described = `() => ${callee}(${parts.join(", ")}),`;
  const writer = new CodeWriter();
  writer.block(
    `${isInline ? wrappers : library}.function(`,
    () => {
      writer.line(`${JSON.stringify(symbol)},`);
      // The writer adds two columns of indentation.
      if (described.length + 2 <= lineWidth) writer.line(described);
      else writer.block(`() => ${callee}(`, () => writer.lines(parts.map((part) => `${part},`)), "),");
      writer.line(`(bound) => { ${identifier} = bound; },`);
    },
    ")",
  );
  return writer.toString().trimEnd();
}

function renderVariable({ name, symbol, type }: SpecVariable, { scope }: ModuleContext): string {
  const { c, library } = scope.names;
  const options = isConstant(type, scope.index) ? ", { readonly: true }" : "";
  const described = `${c}.variable(${renderDescriptor(type, "result", scope)}${options})`;
  return `${library}.variable(${JSON.stringify(symbol ?? name)}, () => ${described})`;
}

/** Qualifiers of an array are its element's (C17 6.7.3p9). */
function isConstant(type: SpecType, index: SpecIndex): boolean {
  const resolved = index.resolve(type);
  if (resolved.qualifiers.includes("const")) return true;
  return resolved.kind === "array" && isConstant(resolved.element, index);
}

function documentSymbol(documentation: string | undefined, deprecated: string | undefined): string | undefined {
  if (deprecated === undefined) return documentation;
  const remark = `@deprecated ${deprecated === "" ? "The header marks it as deprecated." : deprecated}`;
  return documentation === undefined ? remark : `${documentation}\n\n${remark}`;
}
