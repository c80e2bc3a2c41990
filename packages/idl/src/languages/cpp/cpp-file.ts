/** The generated header while it is rendered: the plan, its names, and how C types are spelled from C++. */
import type { CType } from "../../abi/c-type.ts";
import type { ApiField, ApiParameter, ApiType, DeclarationId } from "../../model/index.ts";
import { findImported } from "../../plan/imported-declarations.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import { flattenModules } from "../plan-modules.ts";
import type { CppNames } from "./names.ts";
import { toImportedNames } from "./package-names.ts";
import { renderParameterType, renderType } from "./types.ts";

/** The header of a document. */
export class CppFile {
  readonly plan: ApiPlan;
  readonly names: CppNames;
  readonly #natives: ReadonlyMap<DeclarationId, string>;

  constructor(plan: ApiPlan, names: CppNames) {
    this.plan = plan;
    this.names = names;
    this.#natives = new Map([
      ...listNatives(plan, ""),
      ...plan.imports.flatMap((one) => listNatives(one.plan, `${one.name}.`)),
    ]);
  }

  /** The namespace `detail` of the package that a declaration is in. */
  detail(id: DeclarationId): string {
    const imported = findImported(this.plan, id);
    return imported === undefined ? "detail" : `::${toImportedNames(imported.from).namespace}::detail`;
  }

  /** The C type of an object. */
  readonly native = (id: DeclarationId): string => this.#natives.get(id) ?? "void";

  /** The C++ type of a value. */
  type(type: ApiType): string {
    return renderType(type, this.names, this.native);
  }

  /** The C++ type of a parameter; what the library writes to is no constant. */
  parameterType(declaration: ApiField | ApiParameter): string {
    if (isWrittenTo(declaration)) return `${this.type(declaration.type)}&`;
    return renderParameterType(declaration.type, this.names, this.native);
  }
}

function listNatives({ modules }: ApiPlan, around: string): readonly (readonly [DeclarationId, string])[] {
  return flattenModules(modules).flatMap((module) =>
    [...module.records, ...module.interfaces, ...module.richEnums].map(
      ({ declaration, native }) => [around + declaration.id, `::${native.symbol}`] as const,
    ),
  );
}

/** Whether the library writes to a parameter's bytes, in place. */
export function isWrittenTo(declaration: ApiField | ApiParameter): boolean {
  return "isMutable" in declaration && declaration.isMutable && declaration.type.kind === "bytes";
}

/** Spells a C type, from the global namespace. */
export function spellNative(type: CType): string {
  switch (type.kind) {
    case "void":
      return "void";
    case "scalar":
      return type.name.endsWith("_t") ? `std::${type.name}` : type.name;
    case "named":
      return `::${type.symbol}`;
    case "pointer":
      if (!type.isConst) return `${spellNative(type.to)}*`;
      return type.to.kind === "pointer" ? `${spellNative(type.to)} const*` : `const ${spellNative(type.to)}*`;
    case "array":
      return `std::array<${spellNative(type.of)}, ${String(type.length)}>`;
    default:
      return type satisfies never;
  }
}
