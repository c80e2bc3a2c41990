/**
 * A C file with one exported function per inline function, and per macro that calls a function, so that it has a symbol to call. The
 * user's compiler builds it; the module opens what was built.
 */
import { renderBanner } from "@koine/codegen";
import { declarationsFor, declarationsOfAllTargets } from "../spec/merge-targets.ts";
import type { Spec, SpecFunction } from "../spec/model.ts";
import { standardOf } from "../spec/standard-of.ts";
import { untaggedTypes } from "../spec/untagged-types.ts";
import { renderCDefines } from "../verify/render-c-prelude.ts";
import { renderCDeclaration } from "../verify/render-c-type.ts";
import { renderBuildLines } from "./build-command.ts";
import { TargetConditions } from "./target-condition.ts";
import { wrapperSymbol } from "./wrapper-symbol.ts";

/**
 * Renders the wrapper of a spec's inline functions.
 *
 * @param includeDirectories Where the compiler has to look for headers, relative to the wrapper, with `/`.
 */
export function renderWrapper(spec: Spec, includeDirectories: readonly string[] = []): string {
  return [
    ...renderComments(spec, includeDirectories),
    ...renderCDefines(spec.head),
    ...[...(spec.head.preincludes ?? []), ...spec.head.headers].map((header) => `#include "${header}"`),
    "",
    "#ifdef _WIN32",
    "#define KOINE_EXPORT __declspec(dllexport)",
    "#else",
    '#define KOINE_EXPORT __attribute__((visibility("default")))',
    "#endif",
    // The module says what is deprecated, to those who use it.
    "#ifdef __GNUC__",
    '#pragma GCC diagnostic ignored "-Wdeprecated-declarations"',
    "#endif",
    ...renderFunctions(spec).map((text) => `\n${text}`),
    "",
  ].join("\n");
}

/** Strict C89 has no comments that end with the line. */
function renderComments({ head }: Spec, includeDirectories: readonly string[]): readonly string[] {
  const banner = renderBanner({ sources: head.headers, version: head.generator });
  const lines = [banner, ...renderBuildLines(head, includeDirectories)];
  const { year, isStrict } = standardOf(head);
  if (year >= 1999 || !isStrict) return lines;
  return lines.map((line) => `/*${line.slice(2).replaceAll("*/", "* /")} */`);
}

/** Each once; where targets declare it in different ways or not at all, the compiler picks. */
function renderFunctions(spec: Spec): readonly string[] {
  const { targets } = spec.head;
  const texts = new Map<string, Map<string, string[]>>();
  const names = declarationsOfAllTargets(spec).filter(({ kind }) => kind === "function");
  for (const { name } of names) texts.set(name, new Map());
  for (const triple of targets) {
    const declarations = declarationsFor(spec, triple);
    const untagged = untaggedTypes(declarations);
    for (const declaration of declarations.filter(isWrapped)) {
      const text = renderFunction(declaration, untagged);
      const variants = texts.get(declaration.name);
      const known = variants?.get(text);
      if (known === undefined) variants?.set(text, [triple]);
      else known.push(triple);
    }
  }
  const conditions = new TargetConditions(targets);
  return [...texts.values()].flatMap((variants) => renderVariants([...variants], targets.length, conditions));
}

function renderVariants(
  variants: readonly (readonly [text: string, triples: readonly string[]])[],
  targetCount: number,
  conditions: TargetConditions,
): readonly string[] {
  const [first] = variants;
  if (first === undefined) return [];
  if (first[1].length === targetCount) return [first[0]];
  const branches = variants.map(
    ([text, triples], place) => `#${place === 0 ? "if" : "elif"} ${conditions.render(triples)}\n${text}`,
  );
  return [`${branches.join("\n")}\n#endif`];
}

function isWrapped(declaration: Spec["declarations"][number]): declaration is SpecFunction {
  return declaration.kind === "function" && declaration.isInline && declaration.unsupported === undefined;
}

function renderFunction(
  { name, parameters, result, isMacro = false }: SpecFunction,
  untagged: ReadonlySet<string>,
): string {
  // The names of the header may be macros by now, and a function of theirs may be called like one of these.
  const prefix = /^koine_\d+$/.test(name) ? "koine_parameter_" : "koine_";
  const names = parameters.map((_, index) => `${prefix}${index}`);
  const declared = parameters.map(({ type }, index) => renderCDeclaration(type, names[index] ?? "", untagged));
  const head = renderCDeclaration(result, `${wrapperSymbol(name)}(${declared.join(", ") || "void"})`, untagged);
  // In parentheses it is the function, even if a macro has its name.
  const call = `${isMacro ? name : `(${name})`}(${names.join(", ")});`;
  return `KOINE_EXPORT ${head} { ${result.kind === "void" ? "" : "return "}${call} }`;
}
