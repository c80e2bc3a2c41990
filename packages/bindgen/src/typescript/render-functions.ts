/** The library of a module and the exports of its functions. */
import { toPropertyName } from "@koine/codegen";
import type { SpecFunction } from "../spec/model.ts";
import { renderFunctionParts } from "./render-descriptor.ts";
import { writeExport } from "./render-type-export.ts";
import type { ModuleContext } from "./render-type-export.ts";

/** Width from which a declaration is broken into lines; the same as the formatter's. */
const lineWidth = 120;

/** Writes the `openLibrary` call with one declaration per symbol. */
export function writeLibrary(functions: readonly SpecFunction[], context: ModuleContext): void {
  const { spec, scope, writer } = context;
  const { openLibrary, library } = scope.names;
  const declared = new Set<string>();
  writer.blank();
  writer.line(
    "// Opened at the first call; a symbol that the installed library lacks is an error only where it is called.",
  );
  writer.block(
    `const ${library} = ${openLibrary}(${renderLibraryName(spec.head.libraries)}, {`,
    () => {
      for (const declaration of functions) {
        const symbol = declaration.symbol ?? declaration.name;
        if (declared.has(symbol)) continue;
        declared.add(symbol);
        writer.line(renderDeclaration(symbol, declaration, context));
      }
    },
    "}, { lazy: true });",
  );
}

/** Writes the export of each function, with its doc comment. */
export function writeFunctionExports(functions: readonly SpecFunction[], context: ModuleContext): void {
  const { spec, scope, writer } = context;
  const { names } = scope;
  writer.blank();
  for (const { name, symbol, deprecated } of functions) {
    const identifier = names.exports.get(name) ?? name;
    const documentation = documentFunction(spec.docs.get(name), deprecated);
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

function documentFunction(documentation: string | undefined, deprecated: string | undefined): string | undefined {
  if (deprecated === undefined) return documentation;
  const remark = `@deprecated ${deprecated === "" ? "The header marks it as deprecated." : deprecated}`;
  return documentation === undefined ? remark : `${documentation}\n\n${remark}`;
}
