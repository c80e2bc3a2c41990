/** Handles: owned resources of a library. The owner that JavaScript gets is made in `koine`. */
import type { HandleType } from "../../model.ts";
import { assertName, assertOptions } from "../check/assert-input.ts";
import { opaque } from "../opaque/opaque.ts";

/** What a handle type has besides its name. */
export interface HandleOptions {
  /** Symbol of the function that takes the pointer and ends the resource; it is looked up in the same library. */
  readonly release: string;
}

/**
 * Makes the type of a pointer that whoever receives it owns: `sqlite3 *` with `sqlite3_close`. As a result and behind
 * `c.out` it gives an owner, which releases the resource when it is disposed (`using`), or at last when it is collected.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if a name is not a C identifier; `FFI_ARGUMENT_TYPE`.
 */
export function handle<const TName extends string>(name: TName, options: HandleOptions): HandleType<TName> {
  assertName(name, "handle(): name");
  const place = `handle ${name}`;
  assertOptions(options, ["release"], place);
  assertName(options.release, `${place}: option "release"`);
  return Object.freeze({ kind: "handle", name, target: opaque(name), release: options.release });
}
