/** The library of a module and the exports of its functions and variables. */
import { toPropertyName } from "@koine/codegen";
import type { SpecFunction, SpecVariable } from "../spec/model.ts";
import type { SpecIndex } from "../spec/spec-index.ts";
import type { SpecType } from "../spec/type-model.ts";
import { renderDescriptor, renderFunctionParts } from "./render-descriptor.ts";
import { writeExport } from "./render-type-export.ts";
import type { ModuleContext } from "./render-type-export.ts";

/** Width from which a declaration is broken into lines; the same as the formatter's. */
const lineWidth = 120;

/** Writes the `openLibrary` call with one declaration per symbol. */
export function writeLibrary(symbols: readonly (SpecFunction | SpecVariable)[], context: ModuleContext): void {
  const { spec, scope, writer } = context;
  const { openLibrary, library } = scope.names;
  const declared = new Set<string>();
  writer.blank();
  writer.line(
    "// Opened at the first use; a symbol that the installed library lacks is an error only where it is used.",
  );
  writer.block(
    `const ${library} = ${openLibrary}(${renderLibraryName(spec.head.libraries)}, {`,
    () => {
      for (const declaration of symbols) {
        const symbol = declaration.symbol ?? declaration.name;
        if (declared.has(symbol)) continue;
        declared.add(symbol);
        writer.line(
          declaration.kind === "function"
            ? renderDeclaration(symbol, declaration, context)
            : renderVariable(symbol, declaration, context),
        );
      }
    },
    "}, { lazy: true });",
  );
}

/** Writes the export of each function and variable, with its doc comment. */
export function writeSymbolExports(symbols: readonly (SpecFunction | SpecVariable)[], context: ModuleContext): void {
  const { spec, scope, writer } = context;
  const { names } = scope;
  writer.blank();
  for (const declaration of symbols) {
    const { name, symbol } = declaration;
    const deprecated = declaration.kind === "function" ? declaration.deprecated : undefined;
    const identifier = names.exports.get(name) ?? name;
    const documentation = documentSymbol(spec.docs.get(name), deprecated);
    if (documentation !== undefined) writer.blank().doc(documentation);
    writeExport(writer, { name, identifier, text: `${names.library}.symbols.${symbol ?? name}` });
  }
}

function renderLibraryName(libraries: readonly string[]): string {
  if (libraries.length === 0) return "null";
  return JSON.stringify(libraries.length === 1 ? libraries[0] : libraries);
}

function renderDeclaration(symbol: string, declaration: SpecFunction, { scope }: ModuleContext): string {
  const names = declaration.parameters.map((parameter) => parameter.name);
  const type = {
    kind: "function",
    parameters: declaration.parameters.map((parameter) => parameter.type),
    result: declaration.result,
    isVariadic: declaration.isVariadic,
    hasPrototype: declaration.hasPrototype,
    convention: declaration.convention,
    qualifiers: [],
  } as const;
  const { callee, parts } = renderFunctionParts(type, names, scope);
  const line = `${toPropertyName(symbol)}: ${callee}(${parts.join(", ")}),`;
  // The writer adds two columns of indentation.
  if (line.length + 2 <= lineWidth) return line;
  return [`${toPropertyName(symbol)}: ${callee}(`, ...parts.map((part) => `  ${part},`), "),"].join("\n");
}

function renderVariable(symbol: string, { type }: SpecVariable, { scope }: ModuleContext): string {
  const options = isConstant(type, scope.index) ? ", { readonly: true }" : "";
  const described = renderDescriptor(type, "result", scope);
  return `${toPropertyName(symbol)}: ${scope.names.c}.variable(${described}${options}),`;
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
