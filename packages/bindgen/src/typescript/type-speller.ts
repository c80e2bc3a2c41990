/**
 * Types as C's text, which a module reads when they are used: in prototypes, and in the declarations of types. A text says what
 * `render-descriptor.ts` says, or there is none: annotations and numbers for wide integers are beyond C.
 */
import { typeName } from "@koine/ctypes";
import { declarationKey, referenceKey } from "../spec/declaration-key.ts";
import { isRecord } from "../spec/spec-index.ts";
import type { SpecFunctionType, SpecPointer, SpecReference, SpecType, SpecVector } from "../spec/type-model.ts";
import { isDescribedFloat, isDescribedInteger, isWide } from "./basic-descriptors.ts";
import { isDescribable } from "./describable.ts";
import { describeVector } from "./describe-vector.ts";
import { findHandle, handleNamed } from "./find-handle.ts";
import { findCallback, isCallback, isFunctionPointer, isNameable, toTypeName } from "./render-descriptor.ts";
import type { DescriptorPosition, DescriptorScope, NamedDescriptor, SpelledName } from "./render-descriptor.ts";

/** Where a type stands: as for descriptors, but what is pointed to may be unknown. */
export type SpelledPosition = DescriptorPosition | "target";

/** Spells types, and collects what they name. */
export class TypeSpeller {
  readonly #scope: DescriptorScope;
  /** What was named, by the key of the descriptor, which typedefs of a tag share with it. */
  readonly types: Map<string, NamedDescriptor> = new Map();
  /** Typedef names among them, which no parameter may have. */
  readonly typedefs: Set<string> = new Set();
  /** Whether everything could be spelled. */
  isPlain = true;

  constructor(scope: DescriptorScope) {
    this.#scope = scope;
  }

  /**
   * Spells the declaration of a name.
   *
   * @param declarator The name, with what stands around it; empty for the type alone.
   */
  spell(type: SpecType, declarator: string, position: SpelledPosition): string {
    switch (type.kind) {
      case "void":
      case "bool":
        return join(type.kind, declarator);
      case "integer":
        if (!isDescribedInteger(type.name) || (this.#scope.hasNumbers && isWide(type.name))) return this.#giveUp();
        return join(type.name, declarator);
      case "float":
        return isDescribedFloat(type.name) ? join(type.name, declarator) : this.#giveUp();
      case "complex":
        return join(`${type.component} _Complex`, declarator);
      case "pointer":
        return this.#spellPointer(type, declarator, position);
      case "reference":
        return this.#spellReference(type, declarator, position);
      case "array":
        return this.spell(type.element, `${enclose(declarator)}[${type.length ?? ""}]`, "memory");
      case "function":
        return this.#spellFunction(type, declarator);
      case "vector":
        return this.#spellVector(type, declarator);
      case "va-list":
      case "unsupported":
        return this.#giveUp();
      default:
        return type satisfies never;
    }
  }

  /** The attribute stands among the specifiers: there it is nobody else's. */
  #spellVector(type: SpecVector, declarator: string): string {
    const described = describeVector(type, this.#scope.index);
    const spelled = described === undefined ? "" : typeName(described.type);
    // How large `long` is, a text does not know.
    return spelled === "" || spelled.includes("sizeof") ? this.#giveUp() : join(spelled, declarator);
  }

  #giveUp(): string {
    this.isPlain = false;
    return "";
  }

  #spellFunction({ parameters, result, isVariadic, convention }: SpecFunctionType, declarator: string): string {
    if (convention !== null) return this.#giveUp();
    const spelled = parameters.map((parameter) => this.spell(parameter, "", "memory"));
    if (isVariadic) spelled.push("...");
    const list = spelled.length === 0 ? "void" : spelled.join(", ");
    return this.spell(result, `${enclose(declarator)}(${list})`, "memory");
  }

  #spellPointer({ target }: SpecPointer, declarator: string, position: SpelledPosition): string {
    const { index } = this.#scope;
    const resolved = index.resolve(target);
    const isConst = index.isConst(target);
    const starred = `*${declarator}`;
    // A result of this type is a string, whatever C calls its characters.
    const isText = position === "result" && isConst && resolved.kind === "integer" && resolved.name === "char";
    if (isText) return `const char ${starred}`;
    // What JavaScript can supply is a callback where it is passed.
    if (position === "parameter" && resolved.kind === "function" && !isCallback(resolved, index)) return this.#giveUp();
    const isDeclared = target.kind === "reference" && isNameable(target, this.#scope);
    if (!isDeclared && !isDescribable(target, index)) return join(isConst ? "const void" : "void", starred);
    if (!isConst) return this.spell(target, starred, "target");
    // Without a name, the pointer itself is constant where it is pointed to.
    const isNamed = isDeclared && !isFunctionPointer(target, index);
    if (resolved.kind === "pointer" && !isNamed) return this.spell(resolved, `const ${starred}`, "target");
    if (resolved.kind === "array") return this.#giveUp();
    return `const ${this.spell(target, starred, "target")}`;
  }

  #spellReference(type: SpecReference, declarator: string, position: SpelledPosition): string {
    const place = referenceKey(type);
    const known = this.#scope.spelled.get(place);
    if (known !== undefined) return this.#name(known, type, declarator, position);
    const { names, index } = this.#scope;
    const declaration = index.find(type);
    if (declaration === undefined || handleNamed(type, this.#scope) !== undefined) return this.#giveUp();
    if (findHandle(type, this.#scope) !== undefined) return this.#giveUp();
    // A callback type of which more is said than C says is no alias, and has no name.
    if (this.#scope.annotations.get(place)?.callback !== undefined) return this.#giveUp();
    if (findCallback(type, this.#scope) !== undefined) return this.#giveUp();
    const isPointer = isFunctionPointer(type, index);
    const isAddress = position !== "parameter" && isPointer;
    if (isAddress || !isNameable(type, this.#scope)) {
      // Texts know undeclared tags as opaque types, but take an undeclared enum for an int.
      if (declaration.kind === "typedef") return this.spell(index.resolve(type), declarator, position);
      if (type.to === "enum" || position !== "target") return this.#giveUp();
      return join(`${type.to} ${toTypeName(declaration.name)}`, declarator);
    }
    const identifier = names.exports.get(declarationKey(declaration));
    if (identifier === undefined) return this.#giveUp();
    const tag = this.#findTag(type);
    const spelled = {
      text: tag === undefined ? type.name : `${tag.to} ${toTypeName(tag.name)}`,
      descriptor: referenceKey(tag ?? type),
      named: { identifier, key: declarationKey(declaration) },
      isTypedef: tag === undefined,
      isOpaque: tag !== undefined && isOpaqueEverywhere(tag, this.#scope),
    };
    if (this.isPlain && !isPointer && this.#scope.annotations.size === 0) this.#scope.spelled.set(place, spelled);
    return this.#name(spelled, type, declarator, position);
  }

  #name(spelled: SpelledName, type: SpecReference, declarator: string, position: SpelledPosition): string {
    const { text, descriptor, named, isTypedef, isOpaque } = spelled;
    const isKnown = isOpaque && position === "target";
    if (!isKnown && !this.types.has(descriptor)) this.types.set(descriptor, named);
    if (isTypedef) this.typedefs.add(type.name);
    return join(text, declarator);
  }

  /** Finds the tag of a type, which the descriptors of its typedefs are too. */
  #findTag(type: SpecReference): SpecReference | undefined {
    const declaration = this.#scope.index.find(type);
    if (declaration?.kind !== "typedef") return type;
    if (declaration.type.kind !== "reference") return undefined;
    const tag = this.#findTag(declaration.type);
    // A typedef of a tag that has no descriptor is one of its own; which it is, only the typedef's export can say.
    if (tag !== undefined && !isNameable(tag, this.#scope)) this.#giveUp();
    return tag;
  }
}

/** Tells whether a tag stands for an opaque type wherever the module runs; where it does not, its text would be another for each target. */
function isOpaqueEverywhere(tag: SpecReference, { indexes }: DescriptorScope): boolean {
  if (tag.to === "enum") return false;
  return indexes.every((index) => {
    const declaration = index.find(tag);
    if (!isRecord(declaration)) return true;
    // What is declared as an opaque type is one in texts, too.
    return declaration.unsupported !== undefined;
  });
}

/** A pointer to an array or function stands in parentheses. */
function enclose(declarator: string): string {
  return /^(?:const )?\*/.test(declarator) ? `(${declarator})` : declarator;
}

function join(specifier: string, declarator: string): string {
  if (declarator === "") return specifier;
  return `${specifier} ${declarator}`;
}
