/** Counts of members that are filled in: `c.sizedBy` and flexible arrays say which member holds how many elements they have. */
import { computeStructLayout, memberCount, resolveAlias } from "@koine/ctypes";
import type { StructMemberLayout, StructType, UnionType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import { countUnits } from "../text/encode-text.ts";

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
  return memberCount(type);
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
    const length = lengthOf(field, given[field.name]);
    if (length === undefined) continue;
    const stated = counts[name] ?? given[name];
    if (stated !== undefined && Number(stated) !== length) {
      throw otherCount(`${path}.${field.name}`, { name, length, stated, hint: `leave "${name}" out: it is filled in` });
    }
    if (!(name in given)) counts[name] = length;
  }
  if (Object.keys(counts).length === 0) return given;
  const prototype = Object.getPrototypeOf(given) as object | null;
  const made = Object.create(prototype, Object.getOwnPropertyDescriptors(given)) as Record<string, unknown>;
  for (const [name, value] of Object.entries(counts)) Object.defineProperty(made, name, { value, enumerable: true });
  return made;
}

/** Gives the number of elements that a value for a field has; `undefined` where it is a pointer, whose number nobody knows. */
function lengthOf({ type }: StructMemberLayout, value: unknown): number | undefined {
  const resolved = type.kind === "bit-field" ? type : resolveAlias(type);
  if (resolved.kind === "sized-by" && resolved.target.kind === "string" && typeof value === "string") {
    return countUnits(value, resolved.target);
  }
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return undefined;
  return (value as ArrayLike<unknown>).length;
}

/**
 * Gives the count that must be written after a field, because the field's new value has so many elements.
 *
 * @param read Reads another field.
 * @throws {FfiError} `FFI_ARGUMENT_RANGE` when another field that is not NULL has the same count, and another number of elements.
 */
export function countAfter(
  fields: readonly StructMemberLayout[],
  field: StructMemberLayout,
  value: unknown,
  { read, path }: { readonly read: (field: StructMemberLayout) => unknown; readonly path: string },
): { readonly counter: StructMemberLayout; readonly length: number } | undefined {
  const name = countNameOf(field);
  const counter = fields.find((candidate) => candidate.name === name);
  const length = counter && lengthOf(field, value);
  if (name === undefined || counter === undefined || length === undefined) return undefined;
  const others = fields.filter((other) => countNameOf(other) === name && !doOverlap(other, field));
  const stated = read(counter);
  if (Number(stated) !== length && others.some((other) => read(other) !== null)) {
    throw otherCount(path, {
      name,
      length,
      stated,
      hint: "another member has the same count: write all of them at once",
    });
  }
  return { counter, length };
}

/** Members of a union that lie at one place are the same memory: what was there before is gone. */
function doOverlap(one: StructMemberLayout, other: StructMemberLayout): boolean {
  return one === other || (one.isOverlaid === true && other.isOverlaid === true && one.byteOffset === other.byteOffset);
}

function otherCount(
  path: string,
  {
    name,
    length,
    stated,
    hint,
  }: { readonly name: string; readonly length: number; readonly stated: unknown; readonly hint: string },
): FfiError {
  return new FfiError("FFI_ARGUMENT_RANGE", `${path}: ${length} elements, but ${name} is ${describeValue(stated)}`, {
    hint,
    details: { path, expected: stated, received: length },
  });
}
