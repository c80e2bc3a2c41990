/** Pointers with a length beside them: the usual pair of C, an address and a count. */
import { FfiError } from "@koine/diagnostics";
import { assertCounted, fieldEntries, memberCount, storedRecord } from "../../layout/member-count.ts";
import { resolveAlias } from "../../layout/resolve-alias.ts";
import type { CType, FunctionType, SizedByType, SizedTarget, StructMembers } from "../../model.ts";
import { notAllowed } from "../check/assert-allowed.ts";
import { assertCType, assertName } from "../check/assert-input.ts";

/**
 * Makes the type of a pointer whose number of elements is in another parameter, or in another member of the same struct.
 * JavaScript passes an array or buffer, and the count is filled in from it.
 *
 * @param count Name of the parameter or member with the count. For `c.bytes` and pointers to `void` it counts bytes, for strings,
 *   which may then have NULs in them, the code units of their encoding.
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if `target` is no pointer; `FFI_ARGUMENT_TYPE`.
 */
export function sizedBy<const TCount extends string, TTarget extends SizedTarget>(
  count: TCount,
  target: TTarget,
): SizedByType<TCount, TTarget> {
  assertName(count, "sizedBy(): count");
  assertCType(target, "sizedBy(): target");
  if (target.kind !== "pointer" && target.kind !== "bytes" && target.kind !== "string") {
    throw notAllowed(target, "sizedBy(): target", "use c.pointer(element), c.string or c.bytes");
  }
  if (target.kind === "string" && target.ownership !== undefined) {
    throw notAllowed(target, "sizedBy(): target", "only results are owned: use c.string");
  }
  return Object.freeze({ kind: "sized-by", count, target });
}

/**
 * Checks that what sizes a parameter is an integer parameter.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE`
 */
export function checkParameterCounts(type: Pick<FunctionType, "parameters" | "parameterNames">, place: string): void {
  for (const [index, parameter] of type.parameters.entries()) {
    if (parameter.kind !== "sized-by") continue;
    const at = type.parameterNames.indexOf(parameter.count);
    const counter = type.parameters[at];
    const where = `${place}: parameter ${index + 1}`;
    if (counter === undefined) throw noCount(parameter, where, type.parameterNames);
    const resolved = resolveAlias(counter);
    const value = resolved.kind === "inout" || resolved.kind === "out" ? resolveAlias(resolved.target) : resolved;
    if (value.kind !== "integer") throw notCount(counter, where, parameter.count);
  }
}

/**
 * Checks that what sizes a member is an integer member. Where nothing does, the record can still become an anonymous member of one
 * that has it: layouts tell the others.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE`
 */
export function checkMemberCounts(members: StructMembers, place: string): void {
  const fields = new Map(fieldEntries(members));
  for (const [name, type] of fields) {
    const stored = type.kind === "bit-field" ? undefined : storedRecord(type);
    if (stored !== undefined) assertCounted(stored);
    const count = memberCount(type);
    const counter = count === undefined ? undefined : fields.get(count);
    if (count === undefined || counter === undefined) continue;
    const value = counter.kind === "bit-field" ? counter.base : resolveAlias(counter);
    if (value.kind !== "integer") throw notCount(value, `${place}: member "${name}"`, count);
  }
}

function noCount({ count }: SizedByType, where: string, names: readonly (string | undefined)[]): FfiError {
  const known = names.filter((name) => name !== undefined);
  return new FfiError("FFI_DECLARATION_TYPE", `${where} is sized by "${count}", which is no parameter`, {
    hint: known.length === 0 ? "give names with the option parameterNames" : `the names are ${known.join(", ")}`,
    details: { count, names },
  });
}

function notCount(type: CType, where: string, count: string): FfiError {
  return notAllowed(type, `${where}: its count "${count}"`, "a count is an integer");
}
