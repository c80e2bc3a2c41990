/**
 * A C file with one exported function per inline function, and per macro that calls a function, so that it has a symbol to call. The user's compiler builds it; the
 * module opens what was built.
 */
import { basename } from "node:path";
import { renderBanner } from "@koine/codegen";
import { isLibraryList } from "../spec/library-names.ts";
import type { Spec, SpecFunction } from "../spec/model.ts";
import { untaggedTypes } from "../spec/untagged-types.ts";
import { renderCDefines } from "../verify/render-c-prelude.ts";
import { renderCDeclaration } from "../verify/render-c-type.ts";
import { wrapperSymbol } from "./wrapper-symbol.ts";

/** Renders the wrapper of a spec's inline functions. */
export function renderWrapper(spec: Spec): string {
  const untagged = untaggedTypes(spec.declarations);
  const functions = spec.declarations.filter(isWrapped);
  return [
    renderBanner({ sources: spec.head.headers, version: spec.head.generator }),
    `// Build it with: ${renderBuildCommand(spec)}`,
    ...renderCDefines(spec.head),
    ...[...(spec.head.preincludes ?? []), ...spec.head.headers].map((header) => `#include "${header}"`),
    "",
    "#ifdef _WIN32",
    "#define KOINE_EXPORT __declspec(dllexport)",
    "#else",
    '#define KOINE_EXPORT __attribute__((visibility("default")))',
    "#endif",
    ...functions.map((declaration) => `\n${renderFunction(declaration, untagged)}`),
    "",
  ].join("\n");
}

function isWrapped(declaration: Spec["declarations"][number]): declaration is SpecFunction {
  return declaration.kind === "function" && declaration.isInline && declaration.unsupported === undefined;
}

function renderBuildCommand({ head }: Spec): string {
  const name = basename(head.wrapper ?? "wrapper");
  const names = isLibraryList(head.libraries) ? head.libraries : [];
  const libraries = names.filter((library) => /^[\w+-]+$/.test(library)).map((library) => ` -l${library}`);
  return `cc -shared -fPIC -O2 -o ${name}.so ${name}.c${libraries.join("")}`;
}

function renderFunction(
  { name, parameters, result, isMacro = false }: SpecFunction,
  untagged: ReadonlySet<string>,
): string {
  // The names of the header may be macros by now.
  const names = parameters.map((_, index) => `koine_${index}`);
  const declared = parameters.map(({ type }, index) => renderCDeclaration(type, names[index] ?? "", untagged));
  const head = renderCDeclaration(result, `${wrapperSymbol(name)}(${declared.join(", ") || "void"})`, untagged);
  // In parentheses it is the function, even if a macro has its name.
  const call = `${isMacro ? name : `(${name})`}(${names.join(", ")});`;
  return `KOINE_EXPORT ${head} { ${result.kind === "void" ? "" : "return "}${call} }`;
}
