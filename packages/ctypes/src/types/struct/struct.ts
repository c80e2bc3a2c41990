/** Struct types. Where their members lie is computed in `layout/`, per target. */
import type { StructMembers, StructOptions, StructType } from "../../model.ts";
import { assertName } from "../check/assert-input.ts";
import { checkFlexibleArray, checkMembers, checkRecordOptions } from "./check-members.ts";

/**
 * Makes a struct type.
 *
 * @param members Types by name, in C's order. A key such as `":1"` stands for an unnamed bit-field.
 * @param options Departures from the natural layout. Whether they contradict the members is checked when the layout is
 * computed.
 * @throws {FfiError} `FFI_DECLARATION_TYPE` for a bad name, a member that C does not allow, or a bad option;
 * `FFI_ARGUMENT_TYPE`.
 * @see C17 6.7.2.1
 */
export function struct<const TName extends string, const TMembers extends StructMembers>(
  name: TName,
  members: TMembers,
  options: StructOptions = {},
): StructType<TName, TMembers> {
  assertName(name, "struct(): name");
  const place = `struct ${name}`;
  const checkedMembers = checkMembers(members, place);
  checkFlexibleArray(checkedMembers, place);
  const checkedOptions = checkRecordOptions(options, checkedMembers, place);
  return Object.freeze({ kind: "struct", name, members: checkedMembers, options: checkedOptions });
}
