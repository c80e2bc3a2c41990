/**
 * From the measured members of a struct or union descriptor and its options to a layout. The C rules are in
 * `record-layout.ts`, the measuring of members in `layout-of.ts`.
 */
import { FfiError } from "@koine/diagnostics";
import type { StructMemberType, StructType, UnionType } from "../model.ts";
import type { Target } from "../target/target.ts";
import { roundUp } from "./alignment.ts";
import { isUnnamedMember } from "./anonymous-record.ts";
import { hasFlexibleArray } from "./flexible-array.ts";
import { findOpenCount } from "./member-count.ts";
import { computeRecordLayout } from "./record-layout.ts";
import type { RecordDescription, RecordLayout, RecordMember } from "./record-layout.ts";
import { typeName } from "./type-name.ts";

/** Where one member of a struct or union lies. */
export interface StructMemberLayout {
  readonly name: string;
  readonly type: StructMemberType;
  /** Bytes from the start of the record; for a bit-field, to the byte that holds its lowest bit. */
  readonly byteOffset: number;
  /** Bits from the start of the record, counted from the least significant bit of each byte. */
  readonly bitOffset: number;
  /** Width of a bit-field; absent for every other member. */
  readonly bitWidth?: number;
  /** Whether it shares its bytes with other members: those of unions do. */
  readonly isOverlaid?: true;
}

/** Layout of a struct or union type on one target. Lengths and alignments are in bytes. */
export interface StructLayout {
  readonly byteLength: number;
  readonly alignment: number;
  /** Alignment that `align` options force on whatever contains this type, 0 if none. */
  readonly requiredAlignment: number;
  /** The members in declaration order, anonymous structs and unions under their keys; unnamed bit-fields only take room. */
  readonly members: readonly StructMemberLayout[];
  /** What values have: the named members, and in place of anonymous structs and unions the fields of those. */
  readonly fields: readonly StructMemberLayout[];
  /** Whether all members that have a count have it in the record itself: others can only be anonymous members. */
  readonly isCounted: boolean;
}

/** A member with what its type says about layout. */
export interface MeasuredMember {
  readonly name: string;
  readonly type: StructMemberType;
  readonly layout: RecordMember;
  /** The fields of an anonymous struct or union, from its own start. */
  readonly fields?: readonly StructMemberLayout[] | undefined;
}

/**
 * Lays out a struct or union.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if its options contradict its members.
 */
export function arrangeStruct(
  type: StructType | UnionType,
  members: readonly MeasuredMember[],
  target: Target,
): StructLayout {
  const description: RecordDescription = {
    isUnion: type.kind === "union",
    members: members.map((member) => member.layout),
    isPacked: type.options.packed,
    pack: type.options.pack,
    explicitAlignment: type.options.align,
  };
  const natural = computeRecordLayout(description, target);
  const record = type.options.offsets === undefined ? natural : moveMembers(type, members, natural);
  return Object.freeze({
    byteLength: applySize(type, record),
    alignment: record.alignment,
    requiredAlignment: record.requiredAlignment,
    members: Object.freeze(placeMembers(type, members, record)),
    fields: Object.freeze(placeFields(type, members, record)),
    isCounted: findOpenCount(type.members) === undefined,
  });
}

function placeMembers(
  record: StructType | UnionType,
  members: readonly MeasuredMember[],
  layout: RecordLayout,
): StructMemberLayout[] {
  return members.flatMap(({ name, type, fields }, index) => {
    if (isUnnamedMember(name) && fields === undefined) return [];
    const bitOffset = layout.members[index]?.bitOffset ?? 0;
    const place = {
      name,
      type,
      byteOffset: Math.floor(bitOffset / 8),
      bitOffset,
      ...(record.kind === "union" ? { isOverlaid: true as const } : {}),
    };
    return Object.freeze(type.kind === "bit-field" ? { ...place, bitWidth: type.bitWidth } : place);
  });
}

function placeFields(
  record: StructType | UnionType,
  members: readonly MeasuredMember[],
  layout: RecordLayout,
): StructMemberLayout[] {
  const fieldsOf = new Map(members.map(({ name, fields }) => [name, fields]));
  return placeMembers(record, members, layout).flatMap((member) => {
    const fields = fieldsOf.get(member.name);
    if (fields === undefined) return [member];
    return fields.map((field) =>
      Object.freeze({
        ...field,
        byteOffset: member.byteOffset + field.byteOffset,
        bitOffset: member.bitOffset + field.bitOffset,
        ...(member.isOverlaid === true ? { isOverlaid: true as const } : {}),
      }),
    );
  });
}

/** Applies the `offsets` option, in any order: a member that it does not name follows the one declared before it. */
function moveMembers(
  type: StructType | UnionType,
  members: readonly MeasuredMember[],
  natural: RecordLayout,
): RecordLayout {
  const placed: { readonly name: string; readonly byteOffset: number; readonly end: number }[] = [];
  const moved = members.map(({ name, type: memberType, layout }) => {
    const alignment = moveAlignment(type, layout);
    const byteOffset = type.options.offsets?.[name] ?? roundUp(placed.at(-1)?.end ?? 0, alignment);
    const end = byteOffset + layout.byteLength;
    const reach = memberType.kind !== "bit-field" && hasFlexibleArray(memberType) ? Infinity : end;
    const other = placed.find((earlier) => byteOffset < earlier.end && earlier.byteOffset < reach);
    if (other !== undefined) {
      throw contradiction(type, `member "${name}" at offset ${byteOffset} overlaps "${other.name}"`, {
        hint: `"${other.name}" is at offset ${other.byteOffset} and ends at ${other.end}; what shares memory is a union`,
      });
    }
    if (byteOffset % alignment !== 0) {
      throw contradiction(type, `member "${name}" at offset ${byteOffset} is not aligned to ${alignment} bytes`, {
        hint: "add packed: true if C really accesses it unaligned",
      });
    }
    placed.push({ name, byteOffset, end });
    return { bitOffset: byteOffset * 8 };
  });
  const end = Math.max(0, ...placed.map((member) => member.end));
  return { ...natural, byteLength: roundUp(end, natural.alignment), members: moved };
}

function moveAlignment(type: StructType | UnionType, layout: RecordMember): number {
  if (type.options.packed === true) return 1;
  return Math.min(layout.alignment, type.options.pack ?? layout.alignment);
}

function applySize(type: StructType | UnionType, record: RecordLayout): number {
  const { size } = type.options;
  if (size === undefined) return record.byteLength;
  if (size < record.byteLength) {
    throw contradiction(type, `size ${size} is less than the ${record.byteLength} bytes that its members need`, {
      hint: "correct the size, or check the members against the C declaration",
    });
  }
  if (size % record.alignment !== 0) {
    throw contradiction(type, `size ${size} is not a multiple of its alignment ${record.alignment}`, {
      hint: "elements of an array would be misaligned; round the size up, or add packed: true",
    });
  }
  return size;
}

function contradiction(type: StructType | UnionType, problem: string, options: { readonly hint: string }): FfiError {
  return new FfiError("FFI_DECLARATION_TYPE", `${typeName(type)}: ${problem}`, {
    ...options,
    details: { type: typeName(type), options: type.options },
  });
}
