/**
 * The layout of structs that cross by value, computed as every C compiler with natural alignment does, and the order in which
 * a header must define them.
 *
 * @see C17 6.7.2.1p14-17
 */
import type { AbiStructType } from "./abi-model.ts";
import type { CScalarName, CType } from "./c-type.ts";

/** Bytes that a value takes, and what its address is a multiple of. */
export interface ValueLayout {
  readonly size: number;
  readonly alignment: number;
}

/** The layout of a struct. */
export interface StructLayout extends ValueLayout {
  /** Bytes from the start, one per member. */
  readonly offsets: readonly number[];
}

/** Finds the layout of a struct by its symbol. */
export type FindStructLayout = (symbol: string) => ValueLayout;

const scalarSizes: Readonly<Record<CScalarName, number>> = {
  bool: 1,
  char: 1,
  int8_t: 1,
  uint8_t: 1,
  int16_t: 2,
  uint16_t: 2,
  int32_t: 4,
  uint32_t: 4,
  int64_t: 8,
  uint64_t: 8,
  float: 4,
  double: 8,
  size_t: 8,
};

/** Computes size, alignment and offsets of a struct with members of these types. */
export function computeStructLayout(members: readonly CType[], findStruct: FindStructLayout): StructLayout {
  let end = 0;
  let alignment = 1;
  const offsets: number[] = [];
  for (const member of members) {
    const layout = layoutOf(member, findStruct);
    const offset = alignUp(end, layout.alignment);
    offsets.push(offset);
    end = offset + layout.size;
    alignment = Math.max(alignment, layout.alignment);
  }
  return { size: alignUp(end, alignment), alignment, offsets };
}

function layoutOf(type: CType, findStruct: FindStructLayout): ValueLayout {
  switch (type.kind) {
    case "scalar":
      return natural(scalarSizes[type.name]);
    case "pointer":
      return natural(8);
    case "array": {
      const item = layoutOf(type.of, findStruct);
      return { size: item.size * type.length, alignment: item.alignment };
    }
    case "named":
      if (type.declares === "enum") return natural(4);
      // Flags have the width of their base, which is found like a struct's layout.
      if (type.declares === "struct" || type.declares === "flags") return findStruct(type.symbol);
      return natural(8);
    case "void":
      throw new Error("a member of a struct cannot be void");
    default:
      return type satisfies never;
  }
}

function natural(size: number): ValueLayout {
  return { size, alignment: size };
}

function alignUp(offset: number, alignment: number): number {
  return Math.ceil(offset / alignment) * alignment;
}

/** Sorts structs so that each comes after those that it holds; else they keep their order. */
export function sortStructs(structs: readonly AbiStructType[]): readonly AbiStructType[] {
  const bySymbol = new Map(structs.map((struct) => [struct.symbol, struct]));
  const sorted = new Set<AbiStructType>();
  const visit = (struct: AbiStructType): void => {
    if (sorted.has(struct)) return;
    for (const { type } of struct.members) {
      const held = bySymbol.get(symbolOfItem(type));
      if (held !== undefined) visit(held);
    }
    sorted.add(struct);
  };
  for (const struct of structs) visit(struct);
  return [...sorted];
}

function symbolOfItem(type: CType): string {
  if (type.kind === "array") return symbolOfItem(type.of);
  return type.kind === "named" ? type.symbol : "";
}
