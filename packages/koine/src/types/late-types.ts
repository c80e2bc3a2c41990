/**
 * Types that are made when they are first asked for what they consist of: what generated modules are written with, which have
 * thousands of types. TypeScript does not infer what they are: it is stated where they are declared. Each is C's text, which is read
 * then, with the types that it names, or a function that gives the descriptors, for what C cannot say.
 */
/* oxlint-disable typescript/no-unnecessary-type-parameters -- the type is stated where the descriptor is declared */
import { parseEnum, parseRecord, parseTag, parseTypedef } from "@koine/cparser/prototype";
import { trustInstances, types } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import type {
  AliasType,
  CType,
  EnumMembers,
  EnumType,
  FlagsType,
  IntegerType,
  StructMembers,
  StructOptions,
  StructType,
  UnionOptions,
  UnionType,
} from "@koine/ctypes";
import { byTarget } from "./by-target.ts";
import type { TargetChoice } from "./by-target.ts";
import { nameTypes } from "./name-types.ts";
import { recordFacts } from "./record-type.ts";

/** A type that a text names, under its own name, or a function that gives all of them, where some are declared below. */
export type NamedType = CType | (() => readonly CType[]);

/**
 * Declares a struct type by its text in C. Mistakes in it show when somebody needs the members. The whole may be packed or aligned;
 * structs, unions and enums inside of it are declared by themselves.
 *
 * @param text Such as `"struct point { double x; double y; }"`.
 * @param named The types that it names, apart from itself and opaque ones, as in the prototype of a function.
 * @throws {FfiError} When the type is first used: `FFI_DECLARATION_SYNTAX`, `FFI_DECLARATION_TYPE`, and what `c.struct` throws.
 * @example
 * ```ts
 * import { c, declareStruct } from "koine";
 *
 * const point: c.Struct<"point", { x: typeof c.double; y: typeof c.double }> = declareStruct(
 *   "struct point { double x; double y; }",
 * );
 * point.size; // → 16
 * ```
 */
export function declareStruct<TStruct>(text: string, ...named: readonly NamedType[]): TStruct;

/**
 * Declares a struct type by its members. Mistakes in them show when somebody needs them.
 *
 * @param members Gives the members, once.
 * @throws {FfiError} What `c.struct` throws, when the type is first used.
 */
export function declareStruct<TStruct>(name: string, members: () => StructMembers, options?: StructOptions): TStruct;
export function declareStruct<TStruct>(...declaration: Declaration): TStruct {
  return new LateRecord("struct", declaration) as TStruct;
}

/**
 * Declares a union type; see {@link declareStruct}.
 *
 * @param text Such as `"union number { int whole; double real; }"`.
 * @throws {FfiError} What {@link declareStruct} throws.
 */
export function declareUnion<TUnion>(text: string, ...named: readonly NamedType[]): TUnion;

/**
 * Declares a union type by its members; see {@link declareStruct}.
 *
 * @throws {FfiError} What `c.union` throws, when the type is first used.
 */
export function declareUnion<TUnion>(name: string, members: () => StructMembers, options?: UnionOptions): TUnion;
export function declareUnion<TUnion>(...declaration: Declaration): TUnion {
  return new LateRecord("union", declaration) as TUnion;
}

/**
 * Declares an enum type by its text in C.
 *
 * @param text Such as `"enum color : unsigned int { RED, GREEN = 4 }"`.
 * @param options Whether the enum is open.
 * @throws {FfiError} When the members are first needed: `FFI_DECLARATION_SYNTAX`, and what `c.enum` throws.
 */
export function declareEnum<TEnum>(text: string, options?: DeclaredTextOptions): TEnum;

/**
 * Declares an enum type by its members.
 *
 * @param members Gives names and values, once.
 * @throws {FfiError} What `c.enum` throws, when the members are first needed.
 */
export function declareEnum<TEnum>(name: string, members: () => EnumMembers, options: DeclaredEnumOptions): TEnum;
export function declareEnum<TEnum>(...declaration: Declaration): TEnum {
  return new LateEnum(declaration, (name, members, options) => types.enum(name, members, options)) as TEnum;
}

/**
 * Declares a flags type by its text in C; see {@link declareEnum}.
 *
 * @throws {FfiError} When the members are first needed: `FFI_DECLARATION_SYNTAX`, and what `c.flags` throws.
 */
export function declareFlags<TFlags>(text: string, options?: DeclaredTextOptions): TFlags;

/**
 * Declares a flags type by its members; see {@link declareEnum}.
 *
 * @throws {FfiError} What `c.flags` throws, when the members are first needed.
 */
export function declareFlags<TFlags>(name: string, members: () => EnumMembers, options: DeclaredEnumOptions): TFlags;
export function declareFlags<TFlags>(...declaration: Declaration): TFlags {
  return new LateFlags(declaration, (name, members, options) => types.flags(name, members, options)) as TFlags;
}

/**
 * Declares a typedef by its text in C.
 *
 * @param text Such as `"typedef int (*compare)(const void *, const void *)"`; a pointer to a function is a callback.
 * @param named The types that it names, as in the prototype of a function.
 * @throws {FfiError} When the type is first used: `FFI_DECLARATION_SYNTAX`, `FFI_DECLARATION_TYPE`.
 */
export function declareAlias<TAlias>(text: string, ...named: readonly NamedType[]): TAlias;

/**
 * Declares another name for a type.
 *
 * @param target The type, or what gives it when it is first needed.
 */
export function declareAlias<TAlias>(name: string, target: CType | (() => CType)): TAlias;
export function declareAlias<TAlias>(...declaration: Declaration): TAlias {
  return new LateAlias(declaration) as TAlias;
}

/** What a text does not say of an enum. */
export interface DeclaredTextOptions {
  /** Whether values that have no name are accepted and given; `false` when absent. */
  readonly open?: boolean;
}

/**
 * Declares what differs between targets; see {@link byTarget}. It has no type parameter: what TypeScript infers of types that need
 * each other would need itself.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` when no choice is for this system and processor.
 */
export function declareByTarget(...choices: readonly TargetChoice[]): unknown {
  return byTarget(...choices);
}

/** What a declared enum says before its members are known. */
export interface DeclaredEnumOptions extends DeclaredTextOptions {
  /** Gives the integer type behind it. */
  readonly base: () => IntegerType;
}

/** What a type was declared with, as it was passed: modules have thousands, and read few. */
type Declaration = readonly [text: string, ...given: readonly unknown[]];

/** Whether a struct, union or enum was declared by its text, not by its name. */
function hasBody(text: string): boolean {
  if (typeof text === "string") return text.includes("{");
  throw new FfiError("FFI_ARGUMENT_TYPE", `expected a declaration in C, got ${describeValue(text)}`, {
    hint: 'such as "struct point { double x; double y; }"',
    details: { received: text },
  });
}

/** What has no body has its members beside it. */
function membersOf<TMembers>(text: string, members: unknown): TMembers {
  if (isLate(members)) return members() as TMembers;
  throw new FfiError("FFI_DECLARATION_SYNTAX", `${JSON.stringify(text)} has no members`, {
    hint: 'write them in the text, such as "struct point { double x; double y; }", or pass a function that gives them',
    details: { text },
  });
}

/** Most types show their tag to who does not parse them: `struct TAG {`, `enum TAG : int {`. */
const plainTag = /^\s*\w+\s+(\w+)\s*[{:]/;

/** Gives the name that stands before the body of a struct, union or enum. */
function nameOfTag(text: string): string {
  return hasBody(text) ? (plainTag.exec(text)?.[1] ?? parseTag(text)) : text;
}

function isTypedef(text: string): boolean {
  return typeof text === "string" && /^\s*typedef\s/.test(text);
}

/** Most typedefs show their name to who does not parse them: `typedef int *NAME`, `typedef int (*NAME)(int)`. */
const typedefName = /^\s*typedef\s[^(]*(?:\(\*+(\w+)\)|\b(\w+)(?:\[\d*\])*;?$)/;

function isLate(given: unknown): given is () => unknown {
  return typeof given === "function" && !("kind" in given);
}

function namedTypes(given: readonly unknown[], own?: CType): ReadonlyMap<string, CType> {
  const [first] = given;
  const named = isLate(first) ? (first() as readonly CType[]) : given;
  return nameTypes(own === undefined ? named : [...named, own]);
}

/** A struct or union. Whatever asks for its members sees those of the type that is made then. */
class LateRecord {
  readonly kind: "struct" | "union";
  readonly #declaration: Declaration;
  #made: StructType | UnionType | undefined;

  constructor(kind: "struct" | "union", declaration: Declaration) {
    this.kind = kind;
    this.#declaration = declaration;
    Object.freeze(this);
  }

  get name(): string {
    return nameOfTag(this.#declaration[0]);
  }

  get #type(): StructType | UnionType {
    return (this.#made ??= this.#make());
  }

  #make(): StructType | UnionType {
    const [text, ...given] = this.#declaration;
    const make = this.kind === "struct" ? types.struct : types.union;
    if (hasBody(text)) {
      const { name, members, options } = parseRecord(text, this.kind, namedTypes(given, this));
      return make(name, members, options);
    }
    const [members, options] = given as [unknown, StructOptions?];
    return make(text, membersOf<StructMembers>(text, members), options);
  }

  get members(): StructMembers {
    return this.#type.members;
  }

  get options(): StructOptions {
    return this.#type.options;
  }
}

Object.setPrototypeOf(LateRecord.prototype, recordFacts);
trustInstances(LateRecord);

type MakeEnum = (
  name: string,
  members: EnumMembers,
  options: { readonly base: IntegerType; readonly open: boolean },
) => EnumType;

class LateEnum {
  readonly kind = "enum";
  readonly isFlags: boolean = false;
  readonly #declaration: Declaration;
  readonly #make: MakeEnum;
  #made: EnumType | undefined;

  constructor(declaration: Declaration, make: MakeEnum) {
    this.#declaration = declaration;
    this.#make = make;
  }

  get name(): string {
    return nameOfTag(this.#declaration[0]);
  }

  get isOpen(): boolean {
    const options = this.#declaration.at(-1) as DeclaredTextOptions | string;
    return typeof options === "object" && options.open === true;
  }

  protected get made(): EnumType {
    return (this.#made ??= this.#read());
  }

  #read(): EnumType {
    const [text, ...given] = this.#declaration;
    if (hasBody(text)) {
      const { name, base, members } = parseEnum(text);
      return this.#make(name, members, { base, open: this.isOpen });
    }
    const [members, options] = given as [unknown, DeclaredEnumOptions];
    return this.#make(text, membersOf<EnumMembers>(text, members), { base: options.base(), open: this.isOpen });
  }

  get members(): EnumMembers {
    return this.made.members;
  }

  get base(): IntegerType {
    return this.made.base;
  }
}

/** What is done with its values needs no more than the members. */
class LateFlags extends LateEnum {
  override readonly isFlags: boolean = true;

  of(...names: readonly string[]): number | bigint {
    return this.#facts.of(...names);
  }

  has(value: number | bigint, name: string): boolean {
    return this.#facts.has(value, name);
  }

  names(value: number | bigint): string[] {
    return this.#facts.names(value);
  }

  get #facts(): FlagsType {
    return this.made as FlagsType;
  }
}

trustInstances(LateEnum);
trustInstances(LateFlags);

class LateAlias implements AliasType {
  readonly kind = "alias";
  readonly #declaration: Declaration;
  #made: AliasType | undefined;

  constructor(declaration: Declaration) {
    this.#declaration = declaration;
    Object.freeze(this);
  }

  get name(): string {
    const [text] = this.#declaration;
    if (!isTypedef(text)) return text;
    const found = typedefName.exec(text);
    return found?.[1] ?? found?.[2] ?? this.#type.name;
  }

  get target(): CType {
    return this.#type.target;
  }

  get #type(): AliasType {
    return (this.#made ??= this.#make());
  }

  #make(): AliasType {
    const [text, ...given] = this.#declaration;
    if (isTypedef(text)) {
      const { name, target } = parseTypedef(text, namedTypes(given));
      return types.alias(name, target);
    }
    const [target] = given;
    return types.alias(text, (isLate(target) ? target() : target) as CType);
  }
}

trustInstances(LateAlias);
