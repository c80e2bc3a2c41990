/**
 * Size and alignment of every descriptor on a target. Records are arranged in `struct-layout.ts`; integers in
 * `integer-shape.ts`.
 */
import { FfiError } from "@koine/diagnostics";
import type { ArrayType, BitFieldType, CType, FloatName, StructMemberType, StructType, UnionType } from "../model.ts";
import type { ScalarLayout, Target } from "../target/target.ts";
import { anonymousRecord, isUnnamedMember } from "./anonymous-record.ts";
import { assertCounted } from "./member-count.ts";
import { integerShape } from "./integer-shape.ts";
import type { RecordMember } from "./record-layout.ts";
import { representationOf } from "./representation-of.ts";
import { arrangeStruct } from "./struct-layout.ts";
import type { MeasuredMember, StructLayout } from "./struct-layout.ts";
import { typeName } from "./type-name.ts";
import { vectorLayout } from "./vector-layout.ts";

const layouts = new WeakMap<Target, WeakMap<StructType | UnionType, StructLayout>>();

/**
 * Gives size and alignment of a type, in bytes. Parameter types (`c.string`, `c.bytes`, `c.out`, callbacks) have those of
 * the pointer that C receives.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` for types without a size: void, opaque and function types, flexible arrays.
 * @see C17 6.5.3.4 (sizeof and _Alignof)
 */
export function layoutOf(type: CType, target: Target): ScalarLayout {
  switch (type.kind) {
    case "bool":
      return { byteLength: 1, alignment: 1 };
    case "integer":
      return toScalarLayout(integerShape(type.name, target));
    case "enum":
      return toScalarLayout(integerShape(type.base.name, target));
    case "float":
      return floatLayout(type.name, target);
    case "complex": {
      const component = floatLayout(type.component.name, target);
      return { byteLength: 2 * component.byteLength, alignment: component.alignment };
    }
    case "vector":
      return vectorLayout(type, target);
    case "pointer":
    case "string":
    case "bytes":
    case "out":
    case "inout":
    case "callback":
      return target.pointer;
    case "alias":
    case "mapped":
    case "handle":
    case "sized-by":
    case "null-terminated":
      return layoutOf(representationOf(type), target);
    case "array":
      return arrayLayout(type, target);
    case "struct":
    case "union":
      return toScalarLayout(computeStructLayout(type, target));
    case "void":
    case "opaque":
    case "function":
      throw incompleteType(type);
    default:
      return type satisfies never;
  }
}

/**
 * Gives size, alignment and member places of a struct or union. The result is frozen and computed once per target.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if its options contradict its members, or nothing counts one of them.
 * @see C17 6.7.2.1
 */
export function computeStructLayout(type: StructType | UnionType, target: Target): StructLayout {
  const layout = computeMemberLayout(type, target);
  if (layout.isCounted) return layout;
  assertCounted(type);
  return layout;
}

/** Like {@link computeStructLayout}, also for records that can only be anonymous members of others. */
export function computeMemberLayout(type: StructType | UnionType, target: Target): StructLayout {
  let layoutsOfTarget = layouts.get(target);
  if (layoutsOfTarget === undefined) {
    layoutsOfTarget = new WeakMap();
    layouts.set(target, layoutsOfTarget);
  }
  let layout = layoutsOfTarget.get(type);
  if (layout === undefined) {
    const members = Object.entries(type.members).map(([name, member]) => measureMember(name, member, target));
    layout = arrangeStruct(type, members, target);
    layoutsOfTarget.set(type, layout);
  }
  return layout;
}

/**
 * Gives the offset of a member in bytes.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if there is no such member, or if it is a bit-field.
 * @see C17 7.19p3 (offsetof)
 */
export function offsetOfMember(type: StructType | UnionType, name: string, target: Target): number {
  const { fields } = computeStructLayout(type, target);
  const member = fields.find((candidate) => candidate.name === name);
  if (member === undefined) {
    throw new FfiError("FFI_DECLARATION_TYPE", `${typeName(type)} has no member "${name}"`, {
      hint: `its members are ${fields.map((candidate) => candidate.name).join(", ")}`,
      details: { type: typeName(type), member: name },
    });
  }
  if (member.bitWidth !== undefined) {
    throw new FfiError(
      "FFI_DECLARATION_TYPE",
      `member "${name}" of ${typeName(type)} is a bit-field without an offset`,
      {
        hint: "computeStructLayout gives its place in bits",
        details: { type: typeName(type), member: name },
      },
    );
  }
  return member.byteOffset;
}

function measureMember(name: string, type: StructMemberType, target: Target): MeasuredMember {
  if (type.kind === "bit-field") return { name, type, layout: measureBitField(name, type, target) };
  const record = anonymousRecord(name, type);
  if (record === undefined) return { name, type, layout: measureType(type, target) };
  const layout = computeMemberLayout(record, target);
  return { name, type, layout, fields: layout.fields };
}

function measureBitField(name: string, type: BitFieldType, target: Target): RecordMember {
  const { bitWidth } = type;
  const layout = layoutOf(type.base, target);
  const maximum = layout.byteLength * 8;
  if (bitWidth > maximum) {
    throw new FfiError("FFI_DECLARATION_TYPE", `${typeName(type)} is wider than the ${maximum} bits of its type`, {
      hint: `the type is narrower on ${target.triple} than elsewhere: use one of fixed width`,
      details: { member: name, bitWidth, maximum, target: target.triple },
    });
  }
  return { ...layout, bitWidth, isNamed: !isUnnamedMember(name) };
}

function measureType(type: CType, target: Target): RecordMember {
  const resolved = representationOf(type);
  switch (resolved.kind) {
    case "array": {
      const element = measureType(resolved.element, target);
      return { ...element, byteLength: element.byteLength * (resolved.length ?? 0) };
    }
    case "struct":
    case "union":
      return computeStructLayout(resolved, target);
    case "integer":
    case "enum":
    case "float": {
      const layout = layoutOf(resolved, target);
      return { ...layout, arithmeticByteLength: layout.byteLength };
    }
    default:
      return layoutOf(resolved, target);
  }
}

function arrayLayout(type: ArrayType, target: Target): ScalarLayout {
  if (type.length === null) throw incompleteType(type);
  const element = layoutOf(type.element, target);
  return { byteLength: element.byteLength * type.length, alignment: element.alignment };
}

function floatLayout(name: FloatName, target: Target): ScalarLayout {
  switch (name) {
    case "float":
      return { byteLength: 4, alignment: 4 };
    case "double":
      return target.double;
    case "long double":
      return target.longDouble;
    default:
      return name satisfies never;
  }
}

function toScalarLayout(layout: ScalarLayout): ScalarLayout {
  return { byteLength: layout.byteLength, alignment: layout.alignment };
}

function incompleteType(type: CType): FfiError {
  return new FfiError("FFI_DECLARATION_TYPE", `${typeName(type)} has no size`, {
    hint: type.kind === "array" ? "a flexible array is the last member of a struct" : "use a pointer to it",
    details: { type: typeName(type) },
  });
}
