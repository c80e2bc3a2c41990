/**
 * What calling conventions know of a value: its size, its alignment, and the scalars in it by kind and place. Made from
 * descriptors and a target here; the conventions read nothing else. Which aggregates are homogeneous is decided in
 * `homogeneous-aggregate.ts`.
 */
import {
  computeRecordLayout,
  computeStructLayout,
  integerShape,
  isUnnamedMember,
  layoutOf,
  representationOf,
} from "@koine/ctypes";
import type { BitFieldType, CType, StructMemberType, StructType, Target, UnionType } from "@koine/ctypes";
import { isFloatScalar, scalarByteLength } from "../signature/scalar-signature.ts";
import type { Scalar } from "../signature/scalar-signature.ts";
import { findHomogeneousElements } from "./homogeneous-aggregate.ts";
import { assertPassable } from "./passable-vector.ts";
import type { HomogeneousElements } from "./homogeneous-aggregate.ts";

/** One scalar inside a value. */
export interface ValueLeaf {
  /**
   * `extended` is the x87 format of 80 bits; other floats are told apart by their size. `padding` is an unnamed bit-field,
   * which holds no value but which GCC classifies. A vector is one leaf, whatever its lanes are.
   */
  readonly kind: "integer" | "bool" | "bit-field" | "padding" | "float" | "extended" | "vector";
  /** Bits from the start of the value; a multiple of 8 for all but bit-fields. */
  readonly bitOffset: number;
  readonly bitWidth: number;
  /** Alignment in bytes that the scalar has by itself. */
  readonly alignment: number;
  /**
   * Whether GCC minds that the scalar is not aligned. It looks at the first element of an array only, and at no bit-field
   * but those that fill an integer of their own.
   */
  readonly isAlignmentChecked: boolean;
}

/** A value as conventions see it. Lengths and alignments are in bytes. */
export interface ValueShape {
  readonly kind: "integer" | "float" | "vector" | "complex" | "aggregate";
  readonly byteLength: number;
  readonly alignment: number;
  /** Alignment without what is asked of an aggregate as a whole: the largest of its direct members. */
  readonly naturalAlignment: number;
  readonly isSigned: boolean;
  readonly leaves: readonly ValueLeaf[];
  /** The leaves of each union that holds an `extended` one: System V classifies such unions by themselves first. */
  readonly extendedUnions: readonly (readonly ValueLeaf[])[];
  /** Elements of a homogeneous floating-point aggregate; `undefined` for all other types. */
  readonly homogeneous: HomogeneousElements | undefined;
}

/** Gives the shape of a scalar, on targets with 64-bit pointers. */
export function shapeOfScalar(scalar: Scalar): ValueShape {
  return scalarShapes[scalar];
}

/**
 * Gives the shape of a parameter or result type.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` for types without a size; `FFI_UNSUPPORTED` for vectors that have no one way, and
 *   structs with such.
 */
export function shapeOfType(type: CType, target: Target): ValueShape {
  const resolved = representationOf(type);
  const { byteLength, alignment } = layoutOf(resolved, target);
  switch (resolved.kind) {
    case "integer":
    case "enum": {
      const { isSigned } = integerShape(resolved.kind === "enum" ? resolved.base.name : resolved.name, target);
      return scalarShape({ kind: "integer", leafKind: "integer", byteLength, alignment, isSigned });
    }
    case "bool":
      return scalarShape({ kind: "integer", leafKind: "bool", byteLength, alignment, isSigned: false });
    case "float": {
      const leafKind = isExtended(byteLength, target) ? "extended" : "float";
      return scalarShape({ kind: "float", leafKind, byteLength, alignment, isSigned: true });
    }
    case "complex":
    case "array":
    case "struct":
    case "union": {
      const leaves: ValueLeaf[] = [];
      const extendedUnions: (readonly ValueLeaf[])[] = [];
      collectLeaves(resolved, 0, { target, leaves, extendedUnions, isRepeated: false });
      return {
        kind: resolved.kind === "complex" ? "complex" : "aggregate",
        byteLength,
        alignment,
        naturalAlignment: naturalAlignmentOf(resolved, target),
        isSigned: false,
        leaves,
        extendedUnions,
        homogeneous: findHomogeneousElements(resolved, target),
      };
    }
    case "vector":
      assertPassable(resolved, target);
      return scalarShape({ kind: "vector", leafKind: "vector", byteLength, alignment, isSigned: false });
    default:
      return scalarShape({ kind: "integer", leafKind: "integer", byteLength, alignment, isSigned: false });
  }
}

function scalarShape(scalar: {
  readonly kind: "integer" | "float" | "vector";
  readonly leafKind: ValueLeaf["kind"];
  readonly byteLength: number;
  readonly alignment: number;
  readonly isSigned: boolean;
}): ValueShape {
  const { kind, leafKind, byteLength, alignment, isSigned } = scalar;
  const bitWidth = byteLength * 8;
  const leaf: ValueLeaf = { kind: leafKind, bitOffset: 0, bitWidth, alignment, isAlignmentChecked: true };
  return {
    kind,
    byteLength,
    alignment,
    naturalAlignment: alignment,
    isSigned,
    leaves: [leaf],
    extendedUnions: [],
    homogeneous: undefined,
  };
}

interface Collection {
  readonly target: Target;
  readonly leaves: ValueLeaf[];
  readonly extendedUnions: (readonly ValueLeaf[])[];
  /** Whether this is inside an element of an array that is not the first. */
  readonly isRepeated: boolean;
}

function collectLeaves(type: CType, bitOffset: number, collection: Collection): void {
  const { target, leaves } = collection;
  const resolved = representationOf(type);
  switch (resolved.kind) {
    case "struct":
    case "union": {
      const first = leaves.length;
      for (const member of placeMembers(resolved, target)) collectMember(member, bitOffset, collection);
      const own = leaves.slice(first);
      if (resolved.kind === "union" && own.some(({ kind }) => kind === "extended")) collection.extendedUnions.push(own);
      return;
    }
    case "array":
      repeatLeaves(resolved.element, resolved.length ?? 0, bitOffset, collection);
      return;
    case "complex":
      repeatLeaves(resolved.component, 2, bitOffset, collection);
      return;
    default: {
      if (resolved.kind === "vector") assertPassable(resolved, target);
      const { byteLength, alignment } = layoutOf(resolved, target);
      const isAlignmentChecked = !collection.isRepeated;
      const kind = leafKindOf(resolved, byteLength, target);
      leaves.push({ kind, bitOffset, bitWidth: byteLength * 8, alignment, isAlignmentChecked });
    }
  }
}

function leafKindOf(type: CType, byteLength: number, target: Target): ValueLeaf["kind"] {
  if (type.kind === "float") return isExtended(byteLength, target) ? "extended" : "float";
  if (type.kind === "vector") return "vector";
  return type.kind === "bool" ? "bool" : "integer";
}

function repeatLeaves(element: CType, count: number, bitOffset: number, collection: Collection): void {
  if (count === 0) return;
  const { byteLength } = layoutOf(element, collection.target);
  for (let index = 0; index < count; index++) {
    const isRepeated = collection.isRepeated || index > 0;
    collectLeaves(element, bitOffset + index * byteLength * 8, { ...collection, isRepeated });
  }
}

interface PlacedMember {
  readonly type: StructMemberType;
  readonly bitOffset: number;
  readonly isNamed: boolean;
  /** Whether its record has the attribute `packed`. */
  readonly isPacked: boolean;
}

function collectMember(member: PlacedMember, bitOffset: number, collection: Collection): void {
  const { type } = member;
  if (type.kind !== "bit-field") {
    collectLeaves(type, bitOffset + member.bitOffset, collection);
    return;
  }
  // A bit-field of no width only moves what follows (psABI 3.2.3; GCC ignores it since 12.1).
  if (type.bitWidth === 0) return;
  const isInteger = fillsInteger(member, type.bitWidth);
  collection.leaves.push({
    kind: member.isNamed ? "bit-field" : "padding",
    bitOffset: bitOffset + member.bitOffset,
    bitWidth: type.bitWidth,
    alignment: isInteger ? type.bitWidth / 8 : 1,
    isAlignmentChecked: isInteger && !collection.isRepeated,
  });
}

/** GCC makes a member like any other of a bit-field that is as wide as an integer, and aligned like one in its record. */
function fillsInteger({ bitOffset, isPacked }: PlacedMember, bitWidth: number): boolean {
  if (isPacked && bitWidth > 8) return false;
  return [8, 16, 32, 64].includes(bitWidth) && bitOffset % bitWidth === 0;
}

/**
 * Gives all members with their places, unnamed bit-fields too, which `computeStructLayout` leaves out: GCC classifies
 * them as integers.
 */
function placeMembers(type: StructType | UnionType, target: Target): readonly PlacedMember[] {
  const entries = Object.entries(type.members);
  const isPacked = type.options.packed === true;
  const layout = computeStructLayout(type, target);
  if (layout.members.length === entries.length || type.options.offsets !== undefined) {
    return layout.members.map((member) => ({
      type: member.type,
      bitOffset: member.bitOffset,
      isNamed: true,
      isPacked,
    }));
  }
  const record = computeRecordLayout(
    {
      isUnion: type.kind === "union",
      isPacked: type.options.packed,
      pack: type.options.pack,
      members: entries.map(([name, member]) => {
        if (member.kind !== "bit-field") return measureMember(member, target);
        return { ...layoutOf(member.base, target), bitWidth: member.bitWidth, isNamed: !isUnnamedMember(name) };
      }),
    },
    target,
  );
  return entries.map(([name, member], index) => ({
    type: member,
    bitOffset: record.members[index]?.bitOffset ?? 0,
    isNamed: !isUnnamedMember(name),
    isPacked,
  }));
}

/** Like `layoutOf`, with no room for a flexible array. */
function measureMember(
  type: Exclude<StructMemberType, BitFieldType>,
  target: Target,
): { readonly byteLength: number; readonly alignment: number } {
  const resolved = representationOf(type);
  if (resolved.kind !== "array") return layoutOf(resolved, target);
  const element = measureMember(resolved.element, target);
  return { byteLength: element.byteLength * (resolved.length ?? 0), alignment: element.alignment };
}

/** @see AAPCS64 5.9 "Natural alignment": before any adjustment of the entire composite */
function naturalAlignmentOf(type: CType, target: Target): number {
  const resolved = representationOf(type);
  if (resolved.kind !== "struct" && resolved.kind !== "union") return layoutOf(resolved, target).alignment;
  if (resolved.options.packed === true) return 1;
  const alignments = Object.values(resolved.members).map((member) =>
    member.kind === "bit-field" ? layoutOf(member.base, target).alignment : measureMember(member, target).alignment,
  );
  return Math.min(Math.max(1, ...alignments), resolved.options.pack ?? Number.POSITIVE_INFINITY);
}

function isExtended(byteLength: number, target: Target): boolean {
  return byteLength > 8 && (target.architecture === "x64" || target.architecture === "ia32");
}

function makeScalarShape(scalar: Scalar): ValueShape {
  const byteLength = scalarByteLength(scalar);
  const isFloat = isFloatScalar(scalar);
  return scalarShape({
    kind: isFloat ? "float" : "integer",
    leafKind: isFloat ? "float" : scalar === "bool" ? "bool" : "integer",
    byteLength,
    alignment: byteLength,
    isSigned: scalar.startsWith("i"),
  });
}

const scalarShapes: Readonly<Record<Scalar, ValueShape>> = {
  bool: makeScalarShape("bool"),
  i8: makeScalarShape("i8"),
  u8: makeScalarShape("u8"),
  i16: makeScalarShape("i16"),
  u16: makeScalarShape("u16"),
  i32: makeScalarShape("i32"),
  u32: makeScalarShape("u32"),
  i64: makeScalarShape("i64"),
  u64: makeScalarShape("u64"),
  f32: makeScalarShape("f32"),
  f64: makeScalarShape("f64"),
  pointer: makeScalarShape("pointer"),
};
