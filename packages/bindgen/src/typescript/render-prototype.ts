/**
 * Functions as C prototypes, which a module reads when they are used. A prototype says what `render-descriptor.ts` says, or there
 * is none: annotations, function pointers without a name and numbers for wide integers are beyond C.
 */
import { declarationKey, referenceKey } from "../spec/declaration-key.ts";
import type { SpecFunction } from "../spec/model.ts";
import type { SpecPointer, SpecReference, SpecType } from "../spec/type-model.ts";
import { isDescribedFloat, isDescribedInteger, isWide } from "./basic-descriptors.ts";
import { isDescribable } from "./describable.ts";
import { handleNamed } from "./find-handle.ts";
import { isFunctionPointer, toTypeName } from "./render-descriptor.ts";
import type { DescriptorPosition, DescriptorScope } from "./render-descriptor.ts";

/** A prototype and the identifiers of the descriptors that it names, each once. */
export interface Prototype {
  readonly text: string;
  readonly types: readonly string[];
}

/**
 * Renders the prototype of a function that nothing is said of beyond C.
 *
 * @param symbol The symbol that the library exports, where that is not the function's name.
 * @returns `undefined` if no prototype says what the function's descriptor says.
 */
export function renderPrototype(
  declaration: SpecFunction,
  symbol: string,
  scope: DescriptorScope,
): Prototype | undefined {
  const { name, parameters, result, isVariadic } = declaration;
  const { name: _renamed, ...said } = scope.annotations.get(name) ?? {};
  if (Object.keys(said).length > 0) return undefined;
  const speller = new Speller(scope);
  const spelled = parameters.map(({ name: parameter, type }) => speller.spell(type, parameter ?? "", "parameter"));
  if (isVariadic) spelled.push("...");
  const list = spelled.length === 0 ? "void" : spelled.join(", ");
  const label = symbol === name ? "" : ` __asm__("${symbol}")`;
  const text = speller.spell(result, `${name}(${list})${label}`, "result");
  const isAmbiguous = parameters.some((parameter) => speller.typedefs.has(parameter.name ?? ""));
  return speller.isPlain && !isAmbiguous ? { text, types: [...speller.types] } : undefined;
}

class Speller {
  readonly #scope: DescriptorScope;
  /** Identifiers of the descriptors that were named. */
  readonly types = new Set<string>();
  /** Typedef names among them, which no parameter may have. */
  readonly typedefs = new Set<string>();
  /** Whether everything could be spelled. */
  isPlain = true;

  constructor(scope: DescriptorScope) {
    this.#scope = scope;
  }

  spell(type: SpecType, declarator: string, position: DescriptorPosition): string {
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
      case "function":
      case "va-list":
      case "vector":
      case "unsupported":
        return this.#giveUp();
      default:
        return type satisfies never;
    }
  }

  #giveUp(): string {
    this.isPlain = false;
    return "";
  }

  #spellPointer({ target }: SpecPointer, declarator: string, position: DescriptorPosition): string {
    const { index, declared } = this.#scope;
    const resolved = index.resolve(target);
    const isConst = resolved.qualifiers.includes("const");
    const starred = `*${declarator}`;
    // A result of this type is a string, whatever C calls its characters.
    const isText = position === "result" && isConst && resolved.kind === "integer" && resolved.name === "char";
    if (isText) return `const char ${starred}`;
    const isDeclared = target.kind === "reference" && declared.has(referenceKey(target));
    if (!isDeclared && !isDescribable(target, index)) return join(isConst ? "const void" : "void", starred);
    if (!isConst) return this.spell(target, starred, "memory");
    // The pointer itself is constant where it is pointed to.
    if (resolved.kind === "pointer") return this.spell(resolved, `const ${starred}`, "memory");
    return `const ${this.spell(target, starred, "memory")}`;
  }

  #spellReference(type: SpecReference, declarator: string, position: DescriptorPosition): string {
    const { names, index, declared, identities } = this.#scope;
    const declaration = index.find(type);
    const key = referenceKey(type);
    if (declaration === undefined || handleNamed(type, this.#scope) !== undefined) return this.#giveUp();
    // A callback type of which more is said than C says is no alias, and has no name.
    if (this.#scope.annotations.get(key)?.callback !== undefined) return this.#giveUp();
    const isAddress = position !== "parameter" && isFunctionPointer(type, index);
    if (isAddress || !declared.has(key)) {
      // Prototypes know undeclared tags as opaque types, but take an undeclared enum for an int.
      if (declaration.kind === "typedef") return this.spell(index.resolve(type), declarator, position);
      if (type.to === "enum" || position !== "memory") return this.#giveUp();
      return join(`${type.to} ${toTypeName(declaration.name)}`, declarator);
    }
    const identifier = names.exports.get(declarationKey(declaration));
    if (identifier === undefined) return this.#giveUp();
    this.types.add(identifier);
    const tag = identities.get(key) ?? (declaration.kind === "typedef" ? undefined : type);
    if (tag !== undefined) return join(`${tag.to} ${toTypeName(tag.name)}`, declarator);
    this.typedefs.add(type.name);
    return join(type.name, declarator);
  }
}

function join(specifier: string, declarator: string): string {
  if (declarator === "") return specifier;
  return `${specifier} ${declarator}`;
}
