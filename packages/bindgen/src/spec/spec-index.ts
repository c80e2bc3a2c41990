/** Finds the declarations of a spec by what types say about them. */
import type { SpecDeclaration, SpecEnum, SpecOpaque, SpecRecord, SpecTypedef } from "./model.ts";
import { qualify } from "./type-constructors.ts";
import type { SpecReference, SpecType } from "./type-model.ts";

/** A declaration that a type can refer to. */
export type SpecTypeDeclaration = SpecRecord | SpecOpaque | SpecEnum | SpecTypedef;

const indexes = new WeakMap<readonly SpecDeclaration[], SpecIndex>();

/** The type declarations of a spec by key. */
export class SpecIndex {
  /** By name: of each kind apart, because references are looked up far more often than keys can be put together. */
  readonly #types: Readonly<Record<SpecReference["to"], Map<string, SpecTypeDeclaration>>> = {
    struct: new Map(),
    union: new Map(),
    enum: new Map(),
    typedef: new Map(),
  };

  /** What is behind typedefs without qualifiers, by name. */
  readonly #resolved = new Map<string, SpecType>();

  private constructor(declarations: readonly SpecDeclaration[]) {
    for (const declaration of declarations) {
      if (isTypeDeclaration(declaration)) this.#types[kindOfReference(declaration)].set(declaration.name, declaration);
    }
  }

  /** Gives the index of declarations, which do not change; of the same list it is made once. */
  static of(declarations: readonly SpecDeclaration[]): SpecIndex {
    let index = indexes.get(declarations);
    if (index === undefined) indexes.set(declarations, (index = new SpecIndex(declarations)));
    return index;
  }

  /** Finds what a reference refers to; `undefined` when the spec does not declare it. */
  find(reference: SpecReference): SpecTypeDeclaration | undefined {
    return this.#types[reference.to].get(reference.name);
  }

  /** Gives all structs and unions with members. */
  records(): readonly SpecRecord[] {
    return [...this.#types.struct.values(), ...this.#types.union.values()].filter(isRecord);
  }

  /** Gives the type behind typedefs, with the qualifiers that were added on the way. */
  resolve(type: SpecType): SpecType {
    if (type.kind !== "reference" || type.to !== "typedef") return type;
    if (type.qualifiers.length > 0) return this.#resolveTypedef(type);
    let resolved = this.#resolved.get(type.name);
    if (resolved === undefined) this.#resolved.set(type.name, (resolved = this.#resolveTypedef(type)));
    return resolved;
  }

  /** Tells whether what has a type is const: an array is where its elements are (C17 6.7.3p9). */
  isConst(type: SpecType): boolean {
    const resolved = this.resolve(type);
    if (resolved.qualifiers.includes("const")) return true;
    return resolved.kind === "array" && this.isConst(resolved.element);
  }

  #resolveTypedef(type: SpecType): SpecType {
    let current = type;
    while (current.kind === "reference" && current.to === "typedef") {
      const declaration = this.find(current);
      if (declaration?.kind !== "typedef") return current;
      current = qualify(declaration.type, current.qualifiers);
    }
    return current;
  }
}

/** Gives what references to a declaration say that it is. */
function kindOfReference(declaration: SpecTypeDeclaration): SpecReference["to"] {
  if (declaration.kind !== "opaque") return declaration.kind;
  return declaration.of === "union" ? "union" : "struct";
}

/** Tells whether a declaration is one that types refer to. */
export function isTypeDeclaration(declaration: SpecDeclaration): declaration is SpecTypeDeclaration {
  switch (declaration.kind) {
    case "struct":
    case "union":
    case "opaque":
    case "enum":
    case "typedef":
      return true;
    case "function":
    case "variable":
    case "constant":
    case "macro":
    case "alias":
      return false;
    default:
      return declaration satisfies never;
  }
}

/** Tells whether a declaration is that of a complete struct or union. */
export function isRecord(declaration: SpecDeclaration | undefined): declaration is SpecRecord {
  return declaration?.kind === "struct" || declaration?.kind === "union";
}

/** Gives the types that a declaration states, without those behind references. */
export function typesOf(declaration: SpecDeclaration): readonly SpecType[] {
  switch (declaration.kind) {
    case "function":
      return [declaration.result, ...declaration.parameters.map((parameter) => parameter.type)];
    case "struct":
    case "union":
      return declaration.members.map((member) => member.type);
    case "enum":
      return [declaration.base];
    case "typedef":
    case "variable":
    case "constant":
      return [declaration.type];
    case "opaque":
    case "macro":
    case "alias":
      return [];
    default:
      return declaration satisfies never;
  }
}
