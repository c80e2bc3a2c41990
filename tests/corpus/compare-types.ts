/** Whether descriptors say what a spec says of the same types. Sizes and offsets are compared by who has them. */
import type { CType } from "koine";
import type { Spec, SpecType } from "@koine/bindgen";

/** Compares types of one spec with descriptors, through typedefs, down to the names of structs, unions and enums. */
export class TypeComparison {
  readonly #typedefs: ReadonlyMap<string, SpecType>;

  constructor(spec: Spec) {
    this.#typedefs = new Map(
      spec.declarations.flatMap((item) => (item.kind === "typedef" ? [[item.name, item.type]] : [])),
    );
  }

  /** Tells where they differ; `undefined` if they agree. */
  findDifference(type: SpecType, descriptor: CType): string | undefined {
    const wanted = this.#resolve(type);
    const found = resolveAliases(descriptor);
    const differ = `${spell(wanted)} is ${spell(found)}`;
    switch (wanted.kind) {
      case "integer":
      case "float":
        return found.kind === wanted.kind && found.name === wanted.name ? undefined : differ;
      case "complex":
        return found.kind === "complex" && found.component.name === wanted.component ? undefined : differ;
      case "pointer":
        return this.#findDifferenceOfPointers(wanted.target, found, differ);
      case "array":
        if (found.kind !== "array" || found.length !== wanted.length) return differ;
        return this.findDifference(wanted.element, found.element);
      case "reference":
        if (found.kind !== wanted.to && found.kind !== "opaque") return differ;
        return "name" in found && found.name === wanted.name.replaceAll(".", "_") ? undefined : differ;
      case "function":
        return this.#findDifferenceOfFunctions(wanted, found, differ);
      default:
        return found.kind === wanted.kind ? undefined : differ;
    }
  }

  #findDifferenceOfPointers(target: SpecType, found: CType, differ: string): string | undefined {
    const pointee = this.#resolve(target);
    if (found.kind === "callback") return this.findDifference(target, found.signature);
    if (found.kind !== "pointer") return differ;
    // Descriptors leave open what a pointer leads to that none of them can be.
    if (resolveAliases(found.target).kind === "void") return undefined;
    if (found.isConst !== pointee.qualifiers.includes("const")) return `${differ}: const`;
    return this.findDifference(target, found.target);
  }

  #findDifferenceOfFunctions(
    wanted: Extract<SpecType, { readonly kind: "function" }>,
    found: CType,
    differ: string,
  ): string | undefined {
    const isAlike = found.kind === "function" && found.isVariadic === wanted.isVariadic;
    if (!isAlike || found.parameters.length !== wanted.parameters.length) return differ;
    const differences = wanted.parameters.map((parameter, at) =>
      this.findDifference(parameter, found.parameters[at] as CType),
    );
    return [...differences, this.findDifference(wanted.result, found.result)].find((one) => one !== undefined);
  }

  #resolve(type: SpecType): SpecType {
    if (type.kind !== "reference" || type.to !== "typedef") return type;
    const target = this.#typedefs.get(type.name);
    if (target === undefined) return type;
    const resolved = this.#resolve(target);
    return { ...resolved, qualifiers: [...resolved.qualifiers, ...type.qualifiers] };
  }
}

function resolveAliases(type: CType): CType {
  return type.kind === "alias" ? resolveAliases(type.target) : type;
}

function spell(type: SpecType | CType): string {
  return "name" in type ? `${type.kind} ${type.name}` : type.kind;
}
