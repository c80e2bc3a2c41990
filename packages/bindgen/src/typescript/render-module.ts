/**
 * A spec as one TypeScript module over `koine`: types, constants and functions under their C names. Everything was decided
 * by the passes; this only spells.
 */
import { CodeWriter, renderBanner } from "@koine/codegen";
import { requireTarget } from "@koine/ctypes";
import { declarationKey } from "../spec/declaration-key.ts";
import type { Spec, SpecAlias, SpecConstant, SpecFunction, SpecVariable } from "../spec/model.ts";
import { SpecIndex } from "../spec/spec-index.ts";
import type { SpecTypeDeclaration } from "../spec/spec-index.ts";
import { planModuleNames } from "./module-names.ts";
import { isPointerConstant, renderConstant } from "./render-constant.ts";
import { writeSymbolExports, writeLibrary } from "./render-symbols.ts";
import { isConstantGroup, writeExport, writeTypeExport } from "./render-type-export.ts";
import type { ModuleContext } from "./render-type-export.ts";
import { orderTypes } from "./type-order.ts";

/** Renders the module of a spec. */
export function renderModule(spec: Spec): string {
  const symbols = spec.declarations.filter(isSymbol);
  const names = planModuleNames(spec.declarations);
  const declared = new Set<string>();
  const scope = { names, index: new SpecIndex(spec.declarations), declared };
  const target = requireTarget(spec.head.targets[0] ?? "");
  const body: ModuleContext = { spec, scope, target, writer: new CodeWriter() };
  const types = orderTypes(spec.declarations);
  for (const type of types) {
    if (writeTypeExport(type, body)) declared.add(declarationKey(type));
    else if (type.kind === "typedef") markSharedName(type.name, body, declared);
  }
  const constants = spec.declarations.filter((item) => item.kind === "constant");
  if (symbols.length > 0) writeLibrary(body);
  writeSymbolExports(symbols, body);
  writeAliases(
    spec.declarations.filter((item) => item.kind === "alias"),
    body,
  );
  const hasPointers = constants.some(isPointerConstant);
  const isDescriptorUsed = symbols.length > 0 || hasPointers || types.some((type) => isDescribed(type, declared));
  const imports = [
    ...(isDescriptorUsed ? [renderImport("c", names.c)] : []),
    ...(symbols.length > 0 ? [renderImport("declareLibrary", names.declareLibrary)] : []),
    ...(hasPointers ? [renderImport("Pointer", names.pointer)] : []),
  ];
  // Last, because the type checker looks back over every statement at each use of a constant, and headers have thousands.
  writeConstants(constants, body);
  writeUnavailable(spec, body);
  return renderStart(spec, imports) + body.writer.toString();
}

function isSymbol(declaration: Spec["declarations"][number]): declaration is SpecFunction | SpecVariable {
  return (declaration.kind === "function" || declaration.kind === "variable") && declaration.unsupported === undefined;
}

/** A typedef that repeats the name of its tag is declared when the tag is. */
function markSharedName(name: string, { scope }: ModuleContext, declared: Set<string>): void {
  const identifier = scope.names.exports.get(name);
  for (const key of declared) {
    if (key.includes(":") && scope.names.exports.get(key) === identifier) {
      declared.add(name);
      return;
    }
  }
}

function renderStart(spec: Spec, imports: readonly string[]): string {
  const banner = renderBanner({ sources: spec.head.headers, version: spec.head.generator });
  return imports.length === 0 ? `${banner}\n\n` : `${banner}\nimport { ${imports.join(", ")} } from "koine";\n\n`;
}

function renderImport(name: string, local: string): string {
  return name === local ? name : `${name} as ${local}`;
}

function writeConstants(constants: readonly SpecConstant[], { spec, scope, writer }: ModuleContext): void {
  for (const [place, constant] of constants.entries()) {
    const { name } = constant;
    const documentation = spec.docs.get(name);
    if (place === 0 || documentation !== undefined) writer.blank();
    writer.doc(documentation);
    writeExport(writer, {
      name,
      identifier: scope.names.exports.get(name) ?? name,
      text: renderConstant(constant, scope),
    });
  }
}

function writeAliases(aliases: readonly SpecAlias[], { spec, scope, writer }: ModuleContext): void {
  for (const { name, of, unsupported } of aliases) {
    if (unsupported !== undefined) continue;
    writer.blank().doc(spec.docs.get(name));
    // Not a constant: what it stands for may be replaced later.
    writer.line(`export { ${scope.names.exports.get(of) ?? of} as ${name} };`);
  }
}

/** Nothing is left out in silence: what the header has and the module has not stands at its end. */
function writeUnavailable(spec: Spec, { writer }: ModuleContext): void {
  const lines = spec.declarations.flatMap((item) =>
    "unsupported" in item && item.unsupported !== undefined ? [`//   ${item.name}: ${item.unsupported}`] : [],
  );
  if (lines.length > 0) writer.blank().line("// Not available through this module:").lines(lines);
}

function isDescribed(type: SpecTypeDeclaration, declared: ReadonlySet<string>): boolean {
  return declared.has(declarationKey(type)) && !(type.kind === "enum" && isConstantGroup(type));
}
