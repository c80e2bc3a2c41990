/** Closures: function pointers that libffi makes and that lead to a JavaScript function. */
import { FfiError } from "@koine/diagnostics";
import { types as c } from "@koine/ctypes";
import type { FunctionType, Pointer, PointerType, ResolvePointee, VoidType } from "@koine/ctypes";
import { allocate } from "../../memory/allocate.ts";
import { NativePointer } from "../../memory/pointer.ts";
import { foreignRegion } from "../../memory/region.ts";
import {
  ffi_cif,
  ffi_closure,
  ffi_closure_alloc,
  ffi_closure_free,
  ffi_get_closure_size,
  ffi_prep_closure_loc,
} from "../raw/index.ts";
import type { CodePointer } from "./call.ts";
import { closureDispatcher } from "./dispatch.ts";
import type { ClosureHandler } from "./dispatch.ts";
import { findLibffiFunction } from "./library.ts";
import { assertStatus } from "./status.ts";
import type { CifPointer } from "./types.ts";

/** An `ffi_closure *`. */
export type ClosurePointer = Pointer<ResolvePointee<typeof ffi_closure>>;

/** A closure's memory: what is written to prepare it, and where C may call it. */
export interface AllocatedClosure {
  readonly closure: ClosurePointer;
  readonly code: CodePointer;
}

/**
 * The JavaScript side of a closure.
 *
 * @param cif The cif that the closure was prepared with.
 * @param result Room for the result, at least 8 bytes: integral results narrower than that are to be written as wide.
 * @param values The address of each argument.
 * @param userData What was given to {@link prepClosure}.
 */
export type RawCallback<TData = unknown> = (
  cif: CifPointer,
  result: Pointer<VoidType>,
  values: Pointer<PointerType<VoidType>>,
  userData: TData,
) => void;

/** What a closure is prepared from. */
export interface ClosurePreparation<TData> extends AllocatedClosure {
  readonly cif: CifPointer;
  readonly callback: RawCallback<TData>;
  readonly userData: TData;
}

/** Which handlers live behind which closures. */
const registered = new Map<bigint, number>();

/** Room for the largest `ffi_closure` of any platform, where the library does not tell. */
const generousByteLength = 128n;

/**
 * Allocates a closure. The caller frees it with {@link closureFree}.
 *
 * @throws {FfiError} `FFI_OUT_OF_MEMORY`, also where the system allows no executable memory in any form.
 */
export function closureAlloc(): AllocatedClosure {
  const size = findLibffiFunction("ffi_get_closure_size") === 0n ? generousByteLength : ffi_get_closure_size();
  using room = allocate(c.pointer(c.void));
  const closure = ffi_closure_alloc(size, room);
  const code = room.value as CodePointer | null;
  if (closure !== null && code !== null) return { closure: closure.cast(ffi_closure), code };
  throw new FfiError("FFI_OUT_OF_MEMORY", "libffi could not allocate a closure", {
    hint: "the system may forbid executable memory: libffi tries anonymous memory, memfd, $LIBFFI_TMPDIR and $TMPDIR",
  });
}

/** Frees a closure, once, when C can no longer call it: neither during its own call nor afterwards. */
export function closureFree(closure: ClosurePointer): void {
  const userData = registered.get(closure.address);
  if (userData !== undefined) {
    registered.delete(closure.address);
    closureDispatcher().remove(userData);
  }
  ffi_closure_free(closure);
}

/**
 * Makes C calls of the closure's code lead to `callback`. What it throws comes out of the call through libffi that is in
 * progress; C then gets whatever is in the result's memory.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED`, `FFI_DECLARATION_TYPE` when libffi refuses the cif.
 */
export function prepClosure<TData>({ closure, code, cif, callback, userData }: ClosurePreparation<TData>): void {
  prepHandler(
    { closure, code, cif },
    {
      enter(call) {
        callback(
          new NativePointer(ffi_cif, call.cifLow, call.cifHigh, foreignRegion, 0).toPublic(),
          new NativePointer(c.void, call.resultLow, call.resultHigh, foreignRegion, 0).toPublic(),
          new NativePointer(pointerToVoid, call.argumentsLow, call.argumentsHigh, foreignRegion, 0).toPublic(),
          userData,
        );
      },
      refuse: () => {},
    },
  );
}

const pointerToVoid = c.pointer(c.void);

/** As {@link prepClosure}, for a handler that takes addresses. */
export function prepHandler(
  { closure, code, cif }: AllocatedClosure & { readonly cif: CifPointer },
  handler: ClosureHandler,
): void {
  const dispatcher = closureDispatcher();
  const userData = dispatcher.add(handler);
  const target = NativePointer.from(dispatcher.address, c.void) as unknown as Pointer<FunctionType> as never;
  const data = NativePointer.from(BigInt(userData >>> 0), c.void);
  const status = ffi_prep_closure_loc(closure, cif, target, data, code);
  try {
    assertStatus(status, "prepClosure()");
  } catch (error) {
    dispatcher.remove(userData);
    throw error;
  }
  const former = registered.get(closure.address);
  if (former !== undefined) dispatcher.remove(former);
  registered.set(closure.address, userData);
}
