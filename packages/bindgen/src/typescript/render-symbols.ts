/**
 * The library of a module and the exports of its functions and variables. Each is a statement without side effects: what a
 * program does not import, a bundler drops.
 */
import type { SpecFunction, SpecVariable } from "../spec/model.ts";
import type { SpecIndex } from "../spec/spec-index.ts";
import type { SpecType } from "../spec/type-model.ts";
import { renderDescriptor, renderFunctionParts } from "./render-descriptor.ts";
import { writeExport } from "./render-type-export.ts";
import type { ModuleContext } from "./render-type-export.ts";

/** Width from which a declaration is broken into lines; the same as the formatter's. */
const lineWidth = 120;

/** Writes the library that all symbols come from. */
export function writeLibrary({ spec, scope, writer }: ModuleContext): void {
  const { declareLibrary, library } = scope.names;
  const name = renderLibraryName(spec.head.libraries);
  writer.blank();
  writer.lines([
    "// Opened at the first use; a symbol that the installed library lacks is an error only where it is used. A function is",
    "// bound at its first call, and replaces itself by what was bound.",
    `const ${library} = /* @__PURE__ */ ${declareLibrary}(${name});`,
  ]);
}

/** Writes the export of each function and variable, with its doc comment. */
export function writeSymbolExports(symbols: readonly (SpecFunction | SpecVariable)[], context: ModuleContext): void {
  const { spec, scope, writer } = context;
  for (const declaration of symbols) {
    const { name } = declaration;
    const deprecated = declaration.kind === "function" ? declaration.deprecated : undefined;
    const identifier = scope.names.exports.get(name) ?? name;
    const documentation = documentSymbol(spec.docs.get(name), deprecated);
    writer.blank().doc(documentation);
    if (declaration.kind === "function") writeFunction(declaration, identifier, context);
    else writeExport(writer, { name, identifier, text: renderVariable(declaration, context) });
  }
}

function renderLibraryName(libraries: readonly string[]): string {
  if (libraries.length === 0) return "null";
  return JSON.stringify(libraries.length === 1 ? libraries[0] : libraries);
}

function writeFunction(declaration: SpecFunction, identifier: string, { scope, writer }: ModuleContext): void {
  const { name, symbol, parameters } = declaration;
  const type = {
    kind: "function",
    parameters: parameters.map((parameter) => parameter.type),
    result: declaration.result,
    isVariadic: declaration.isVariadic,
    hasPrototype: declaration.hasPrototype,
    convention: declaration.convention,
    qualifiers: [],
  } as const;
  const names = parameters.map((parameter) => parameter.name);
  const { callee, parts } = renderFunctionParts(type, names, scope);
  const described = `() => ${callee}(${parts.join(", ")}),`;
  const keyword = identifier === name ? "export let" : "let";
  writer.block(
    `${keyword} ${identifier} = /* @__PURE__ */ ${scope.names.library}.function(`,
    () => {
      writer.line(`${JSON.stringify(symbol ?? name)},`);
      // The writer adds two columns of indentation.
      if (described.length + 2 <= lineWidth) writer.line(described);
      else writer.block(`() => ${callee}(`, () => writer.lines(parts.map((part) => `${part},`)), "),");
      writer.line(`(bound) => { ${identifier} = bound; },`);
    },
    ");",
  );
  if (identifier !== name) writer.line(`export { ${identifier} as ${name} };`);
}

function renderVariable({ name, symbol, type }: SpecVariable, { scope }: ModuleContext): string {
  const { c, library } = scope.names;
  const options = isConstant(type, scope.index) ? ", { readonly: true }" : "";
  const described = `${c}.variable(${renderDescriptor(type, "result", scope)}${options})`;
  return `/* @__PURE__ */ ${library}.variable(${JSON.stringify(symbol ?? name)}, () => ${described})`;
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
