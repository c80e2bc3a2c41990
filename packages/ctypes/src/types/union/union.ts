/** Union types. Their size and alignment are computed in `layout/`, per target. */
import { FfiError } from "@koine/diagnostics";
import type { StructMembers, StructOptions, UnionType } from "../../model.ts";
import { assertName } from "../check/assert-input.ts";
import { checkMembers, checkRecordOptions } from "../struct/check-members.ts";

/** What a union type has besides its name and members; its members all start at offset 0. */
export type UnionOptions = Omit<StructOptions, "offsets">;

/**
 * Makes a union type.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` for a bad name, a member that C does not allow, or a bad option;
 * `FFI_ARGUMENT_TYPE`.
 * @see C17 6.7.2.1
 */
export function union<const TName extends string, const TMembers extends StructMembers>(
  name: TName,
  members: TMembers,
  options: UnionOptions = {},
): UnionType<TName, TMembers> {
  assertName(name, "union(): name");
  const place = `union ${name}`;
  const checkedMembers = checkMembers(members, place);
  if (typeof options === "object" && options !== null && "offsets" in options) {
    throw new FfiError("FFI_DECLARATION_TYPE", `${place}: a union has no offsets`, {
      hint: "all members of a union are at offset 0; for other offsets use a struct",
    });
  }
  const checkedOptions = checkRecordOptions(options, checkedMembers, place);
  return Object.freeze({ kind: "union", name, members: checkedMembers, options: checkedOptions });
}
