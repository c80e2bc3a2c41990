/** Counts of members that are filled in: `c.sizedBy` and flexible arrays say which member holds how many elements they have. */
import { computeStructLayout, resolveAlias } from "@koine/ctypes";
import type { StructMemberLayout, StructType, UnionType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";

type Given = Readonly<Record<string, unknown>>;

const countedFields = new WeakMap<StructType | UnionType, readonly StructMemberLayout[]>();

function countedFieldsOf(type: StructType | UnionType): readonly StructMemberLayout[] {
  let fields = countedFields.get(type);
  if (fields === undefined) {
    fields = computeStructLayout(type, currentBackend().target).fields.filter(
      (field) => countNameOf(field) !== undefined,
    );
    countedFields.set(type, fields);
  }
  return fields;
}

function countNameOf({ type }: StructMemberLayout): string | undefined {
  if (type.kind === "bit-field") return undefined;
  const resolved = resolveAlias(type);
  return resolved.kind === "sized-by" || resolved.kind === "array" ? resolved.count : undefined;
}

/**
 * Gives the members of an object with the counts that it leaves out.
 *
 * @throws {FfiError} `FFI_ARGUMENT_RANGE` when a count is given, or counted twice, and is not what the elements are.
 */
export function addCounts(type: StructType | UnionType, given: Given, path: string): Given {
  const fields = countedFieldsOf(type);
  if (fields.length === 0) return given;
  const counts: Record<string, number> = {};
  for (const field of fields) {
    const name = countNameOf(field) ?? "";
    const value = given[field.name];
    const length = Array.isArray(value) || ArrayBuffer.isView(value) ? lengthOf(value) : undefined;
    if (length === undefined) continue;
    const stated = counts[name] ?? given[name];
    if (stated !== undefined && Number(stated) !== length) {
      throw new FfiError(
        "FFI_ARGUMENT_RANGE",
        `${path}.${field.name}: ${length} elements, but ${name} is ${describeValue(stated)}`,
        {
          hint: `leave "${name}" out: it is filled in`,
          details: { path: `${path}.${field.name}`, expected: stated, received: length },
        },
      );
    }
    if (!(name in given)) counts[name] = length;
  }
  if (Object.keys(counts).length === 0) return given;
  // A prototype rather than a copy, because the members of instances are not their own.
  return Object.assign(Object.create(given) as Record<string, unknown>, counts);
}

function lengthOf(value: readonly unknown[] | ArrayBufferView): number {
  return (value as ArrayLike<unknown>).length;
}
