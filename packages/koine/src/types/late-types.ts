/**
 * Types that are made when they are first asked for what they consist of: what generated modules are written with, which have
 * thousands of types. TypeScript does not infer what they are: it is stated where they are declared.
 */
/* oxlint-disable typescript/no-unnecessary-type-parameters -- the type is stated where the descriptor is declared */
import { trustDescriptor, types } from "@koine/ctypes";
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
import { recordFacts } from "./record-type.ts";

/**
 * Declares a struct type. Mistakes in the members show when somebody needs them.
 *
 * @param members Gives the members, once.
 * @throws {FfiError} What `c.struct` throws, when the type is first used.
 * @example
 * ```ts
 * import { c, declareStruct } from "koine";
 *
 * const Point: c.Struct<"Point", { x: typeof c.double; y: typeof c.double }> = declareStruct("Point", () => ({
 *   x: c.double,
 *   y: c.double,
 * }));
 * Point.size; // → 16
 * ```
 */
export function declareStruct<TStruct>(name: string, members: () => StructMembers, options?: StructOptions): TStruct {
  return new LateRecord("struct", name, () => types.struct(name, members(), options)) as TStruct;
}

/**
 * Declares a union type; see {@link declareStruct}.
 *
 * @throws {FfiError} What `c.union` throws, when the type is first used.
 */
export function declareUnion<TUnion>(name: string, members: () => StructMembers, options?: UnionOptions): TUnion {
  return new LateRecord("union", name, () => types.union(name, members(), options)) as TUnion;
}

/**
 * Declares an enum type.
 *
 * @param members Gives names and values, once.
 * @throws {FfiError} What `c.enum` throws, when the members are first needed.
 */
export function declareEnum<TEnum>(name: string, members: () => EnumMembers, options: DeclaredEnumOptions): TEnum {
  return new LateEnum(name, options, (base, open) => types.enum(name, members(), { base, open })) as TEnum;
}

/**
 * Declares a flags type.
 *
 * @throws {FfiError} What `c.flags` throws, when the members are first needed.
 */
export function declareFlags<TFlags>(name: string, members: () => EnumMembers, options: DeclaredEnumOptions): TFlags {
  return new LateFlags(name, options, (base, open) => types.flags(name, members(), { base, open })) as TFlags;
}

/**
 * Declares another name for a type.
 *
 * @param target The type, or what gives it when it is first needed.
 */
export function declareAlias<TAlias>(name: string, target: CType | (() => CType)): TAlias {
  const isLate = typeof target === "function" && !("kind" in target);
  return (isLate ? new LateAlias(name, target) : Object.freeze({ kind: "alias", name, target })) as TAlias;
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
export interface DeclaredEnumOptions {
  /** Gives the integer type behind it. */
  readonly base: () => IntegerType;
  /** Whether values that have no name are accepted and given; `false` when absent. */
  readonly open?: boolean;
}

/** A struct or union. Whatever asks for its members sees those of the type that is made then. */
class LateRecord {
  readonly kind: "struct" | "union";
  readonly name: string;
  readonly #make: () => StructType | UnionType;
  #made: StructType | UnionType | undefined;

  constructor(kind: "struct" | "union", name: string, make: () => StructType | UnionType) {
    this.kind = kind;
    this.name = name;
    this.#make = make;
    trustDescriptor(this);
    Object.freeze(this);
  }

  get #type(): StructType | UnionType {
    return (this.#made ??= this.#make());
  }

  get members(): StructMembers {
    return this.#type.members;
  }

  get options(): StructOptions {
    return this.#type.options;
  }
}

Object.setPrototypeOf(LateRecord.prototype, recordFacts);

class LateEnum {
  readonly kind = "enum";
  readonly name: string;
  readonly isOpen: boolean;
  readonly isFlags: boolean = false;
  readonly #base: () => IntegerType;
  readonly #make: (base: IntegerType, open: boolean) => EnumType;
  #made: EnumType | undefined;

  constructor(name: string, { base, open }: DeclaredEnumOptions, make: (base: IntegerType, open: boolean) => EnumType) {
    this.name = name;
    this.isOpen = open ?? false;
    this.#base = base;
    this.#make = make;
    trustDescriptor(this);
  }

  protected get made(): EnumType {
    return (this.#made ??= this.#make(this.#base(), this.isOpen));
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

class LateAlias implements AliasType {
  readonly kind = "alias";
  readonly name: string;
  readonly #make: () => CType;
  #target: CType | undefined;

  constructor(name: string, make: () => CType) {
    this.name = name;
    this.#make = make;
    trustDescriptor(this);
    Object.freeze(this);
  }

  get target(): CType {
    return (this.#target ??= types.alias(this.name, this.#make()).target);
  }
}
