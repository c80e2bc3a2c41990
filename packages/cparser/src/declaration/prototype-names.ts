/**
 * The type names that a single prototype may use: those that every C program knows, and those that the caller gives.
 */
import { types } from "@koine/ctypes";
import type { CType } from "@koine/ctypes";
import { noAttributes } from "./attributes.ts";
import { voidType } from "./basic-types.ts";
import type { RecordDeclaration, TypedefDeclaration } from "./model.ts";
import type { TypeNames } from "./parser.ts";
import { noQualifiers } from "./qualifiers.ts";
import type { DeclaredRecord } from "./type-model.ts";
import { findVector, vectorNames } from "./vector-names.ts";

/** Types by the names that a prototype may call them: typedef names, tags, or `struct Tag`, `union Tag`, `enum Tag`. */
export type PrototypeTypes = ReadonlyMap<string, CType> | Readonly<Record<string, CType>>;

/** The typedefs of the standard headers that a descriptor exists for. */
const standardTypes: ReadonlyMap<string, CType> = new Map<string, CType>([
  ["size_t", types.usize],
  ["ssize_t", types.isize],
  ["ptrdiff_t", types.ptrdiff],
  ["intptr_t", types.intptr],
  ["uintptr_t", types.uintptr],
  ["int8_t", types.i8],
  ["int16_t", types.i16],
  ["int32_t", types.i32],
  ["int64_t", types.i64],
  ["uint8_t", types.u8],
  ["uint16_t", types.u16],
  ["uint32_t", types.u32],
  ["uint64_t", types.u64],
  ["wchar_t", types.wchar],
  ["char16_t", types.char16],
  ["char32_t", types.char32],
]);

/** Names of the typedefs that every C program knows, or that of processors' headers. */
export function standardTypeNames(): Iterable<string> {
  return [...standardTypes.keys(), ...vectorNames()];
}

function findStandard(name: string): CType | undefined {
  return standardTypes.get(name) ?? findVector(name);
}

const nowhere = { file: "<prototype>", start: 0, end: 0, line: 1, column: 1 } as const;
const placeholders = new Map<string, TypedefDeclaration>();
const records = new Map<string, DeclaredRecord>();

/** The names in scope of one prototype. */
export class PrototypeNames implements TypeNames {
  readonly #types: PrototypeTypes | undefined;

  constructor(given: PrototypeTypes | undefined) {
    this.#types = given;
  }

  /** Tells the parser that a name is a type; which one it is, it need not know. */
  findTypedef(name: string): TypedefDeclaration | undefined {
    if (this.findType(name) === undefined) return undefined;
    let placeholder = placeholders.get(name);
    if (placeholder === undefined) {
      placeholder = { kind: "typedef", name, type: voidType, span: nowhere, doc: undefined, attributes: noAttributes };
      placeholders.set(name, placeholder);
    }
    return placeholder;
  }

  findOrdinary(): undefined {
    return undefined;
  }

  /** Finds a type that the caller gave. */
  findGiven(name: string): CType | undefined {
    const given = this.#types;
    if (given === undefined) return undefined;
    if (given instanceof Map) return given.get(name) as CType | undefined;
    return Object.hasOwn(given, name) ? (given as Readonly<Record<string, CType>>)[name] : undefined;
  }

  /** Finds the descriptor of a typedef name. What the caller gives hides what C knows. */
  findType(name: string): CType | undefined {
    return (this.#types === undefined ? undefined : this.findGiven(name)) ?? findStandard(name);
  }

  /** Finds what the caller gave for a tag, by its full name or by the tag alone if that is such a type. */
  findTagged(kind: "struct" | "union" | "enum", tag: string): CType | undefined {
    if (this.#types === undefined) return undefined;
    const full = this.findGiven(`${kind} ${tag}`);
    if (full !== undefined) return full;
    const plain = this.findGiven(tag);
    return plain?.kind === kind || plain?.kind === "opaque" ? plain : undefined;
  }

  /** All names that a prototype may use, for suggestions. */
  all(): string[] {
    const given = this.#types;
    const names = given === undefined ? [] : given instanceof Map ? [...given.keys()] : Object.keys(given);
    const keywords = "void bool char short int long float double signed unsigned struct union enum const volatile";
    return [...names.map(String), ...standardTypeNames(), ...keywords.split(" ")];
  }
}

/** Gives the one type object that stands for `struct Tag` in prototypes; nothing is known about its members. */
export function taggedRecord(recordKind: "struct" | "union", tag: string): DeclaredRecord {
  const key = `${recordKind} ${tag}`;
  let type = records.get(key);
  if (type === undefined) {
    const record: RecordDeclaration = {
      kind: "record",
      recordKind,
      tag,
      name: tag,
      members: null,
      layout: null,
      pack: 0,
      span: nowhere,
      doc: undefined,
      attributes: noAttributes,
    };
    type = { kind: "record", record, qualifiers: noQualifiers };
    records.set(key, type);
  }
  return type;
}
