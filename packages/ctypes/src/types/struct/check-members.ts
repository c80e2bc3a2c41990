/** What the members and options of structs and unions are checked for; used by `struct.ts` and `union/union.ts`. */
import { describeValue, FfiError } from "@koine/diagnostics";
import { isPowerOfTwo } from "../../layout/alignment.ts";
import { anonymousRecord, isUnnamedMember } from "../../layout/anonymous-record.ts";
import { hasFlexibleArray } from "../../layout/flexible-array.ts";
import { fieldEntries } from "../../layout/member-count.ts";
import type { BitFieldType, StructMembers, StructMemberType, StructOptions } from "../../model.ts";
import { assertStorable, notAllowed } from "../check/assert-allowed.ts";
import { assertBoolean, assertCount, assertName, assertOptions } from "../check/assert-input.ts";
import { checkMemberCounts } from "../sized-by/sized-by.ts";

/** The largest alignment that `#pragma pack` knows, in bytes. */
const largestPack = 16;

/**
 * Checks the members of a record and gives a frozen copy of them.
 *
 * @param place The record in messages, such as `struct Point`.
 * @throws {FfiError} `FFI_DECLARATION_TYPE`, `FFI_ARGUMENT_TYPE`.
 * @see C17 6.7.2.1p3, p4
 */
export function checkMembers<TMembers extends StructMembers>(members: TMembers, place: string): TMembers {
  if (typeof members !== "object" || members === null || Array.isArray(members)) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `${place}: members must be an object, got ${describeValue(members)}`, {
      hint: "pass types by name, such as { x: c.double, y: c.double }",
    });
  }
  const entries: [string, StructMemberType][] = Object.entries(members);
  for (const [name, type] of entries) {
    if (isUnnamedMember(name)) checkUnnamed(name, type, place);
    else checkNamed(name, type, place);
  }
  checkFieldNames(members, place);
  checkMemberCounts(members, place);
  // A copy of the same entries has the same type.
  return Object.freeze(Object.fromEntries(entries)) as TMembers;
}

/**
 * Checks that a flexible array is where a struct may have one: last.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE`.
 * @see C17 6.7.2.1p18; GNU C 15 and Clang 18 take one that is alone, too
 */
export function checkFlexibleArray(members: StructMembers, place: string): void {
  const named = Object.entries(members).filter(([name, type]) => !isUnnamedMember(name) || !isBitField(type));
  for (const [index, [name, type]] of named.entries()) {
    if (type.kind === "bit-field" || !hasFlexibleArray(type)) continue;
    if (index < named.length - 1) throw notAllowed(type, `${place}: member "${name}"`, "a flexible array comes last");
  }
}

/**
 * Checks the options of a record and gives a frozen copy of them.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE`, `FFI_ARGUMENT_TYPE`.
 */
export function checkRecordOptions(options: StructOptions, members: StructMembers, place: string): StructOptions {
  assertOptions(options, ["packed", "pack", "align", "size", "offsets"], place);
  assertBoolean(options.packed, `${place}: option "packed"`);
  if (options.pack !== undefined) checkAlignment(options.pack, largestPack, `${place}: option "pack"`);
  if (options.align !== undefined) checkAlignment(options.align, 2 ** 28, `${place}: option "align"`);
  if (options.size !== undefined) assertCount(options.size, `${place}: option "size"`);
  if (options.offsets === undefined) return Object.freeze({ ...options });
  return Object.freeze({ ...options, offsets: checkOffsets(options.offsets, members, place) });
}

function checkNamed(name: string, type: StructMemberType, place: string): void {
  assertName(name, `${place}: member name`);
  const where = `${place}: member "${name}"`;
  if (!isBitField(type)) {
    assertStorable(type, where);
    return;
  }
  if (type.bitWidth > 0) return;
  throw new FfiError("FFI_DECLARATION_TYPE", `${where} is a bit-field of width 0, which cannot have a name`, {
    hint: 'a separator has no name: use a key such as ":1"',
    details: { member: name },
  });
}

function checkUnnamed(name: string, type: StructMemberType, place: string): void {
  const isKey = /^:[0-9]*$/.test(name);
  if (isKey && isBitField(type)) return;
  if (!isBitField(type)) assertStorable(type, `${place}: member "${name}"`);
  if (isKey && anonymousRecord(name, type) !== undefined) return;
  throw new FfiError("FFI_DECLARATION_TYPE", `${place}: member "${name}" has no name`, {
    hint: 'keys such as ":1" stand for unnamed bit-fields, structs and unions; every other member is named by a C identifier',
    details: { member: name },
  });
}

/** C does not let a member of an anonymous struct or union have the name of another one beside it. */
function checkFieldNames(members: StructMembers, place: string): void {
  const names = new Set<string>();
  for (const [name] of fieldEntries(members)) {
    if (names.has(name)) {
      throw new FfiError("FFI_DECLARATION_TYPE", `${place}: there are two members "${name}"`, {
        hint: "members of anonymous structs and unions are members of what contains them: give one of the two another name",
        details: { member: name },
      });
    }
    names.add(name);
  }
}

function isBitField(type: unknown): type is BitFieldType {
  return typeof type === "object" && type !== null && "kind" in type && type.kind === "bit-field";
}

function checkAlignment(value: number, maximum: number, place: string): void {
  assertCount(value, place);
  if (isPowerOfTwo(value) && value <= maximum) return;
  throw new FfiError("FFI_DECLARATION_TYPE", `${place} must be a power of two up to ${maximum}, got ${value}`, {
    hint: "alignments are 1, 2, 4, 8, …",
    details: { value },
  });
}

function checkOffsets(
  offsets: Readonly<Record<string, number>>,
  members: StructMembers,
  place: string,
): Readonly<Record<string, number>> {
  if (typeof offsets !== "object" || offsets === null) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `${place}: offsets must be an object, got ${describeValue(offsets)}`, {
      hint: "pass byte offsets by member name, such as { y: 8 }",
    });
  }
  for (const [name, offset] of Object.entries(offsets)) {
    assertCount(offset, `${place}: offset of "${name}"`);
    if (Object.hasOwn(members, name)) continue;
    throw new FfiError("FFI_DECLARATION_TYPE", `${place}: offset of "${name}", which is not a member`, {
      hint: `its members are ${Object.keys(members).join(", ")}`,
      details: { member: name },
    });
  }
  const bitField = Object.entries(members).find(([, type]) => type.kind === "bit-field");
  if (bitField !== undefined) {
    throw new FfiError("FFI_DECLARATION_TYPE", `${place}: option "offsets" cannot be combined with bit-fields`, {
      hint: `declare "${bitField[0]}" as an integer and take its bits apart`,
      details: { member: bitField[0] },
    });
  }
  return Object.freeze({ ...offsets });
}
