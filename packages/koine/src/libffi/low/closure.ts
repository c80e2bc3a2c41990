/** Closures: function pointers that libffi makes and that lead to a JavaScript function. */
import { describeValue, FfiError } from "@koine/diagnostics";
import { assertOptions, types as c } from "@koine/ctypes";
import type { OwnedPointer, Pointer, PointerType, ResolvePointee, VoidType } from "@koine/ctypes";
import { currentBackend } from "../../backend/select.ts";
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
  FFI_TYPE_STRUCT,
  FFI_TYPE_VOID,
} from "../raw/index.ts";
import { resultByteLength } from "./call.ts";
import type { CodePointer } from "./call.ts";
import { createClosureRecord } from "./dispatch.ts";
import type { ClosureRecord } from "./dispatch.ts";
import { findLibffiFunction } from "./library.ts";
import { assertStatus } from "./status.ts";
import { assertPointer } from "./types.ts";
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

/** The addresses of the closures that were allocated and not freed. */
const allocated = new Set<bigint>();

/** The records of prepared closures by address: C reads them for as long as the closures exist. */
const records = new Map<bigint, ClosureRecord>();

const pointerToVoid = c.pointer(c.void);

/** Where libffi writes the address of a closure's code. */
let codeRoom: OwnedPointer<PointerType<VoidType>> | undefined;

/** Room for the largest `ffi_closure` of any platform, where the library does not tell. */
const generousByteLength = 128n;

/**
 * Allocates a closure. The caller frees it with {@link closureFree}.
 *
 * @throws {FfiError} `FFI_OUT_OF_MEMORY`, also where the system allows no executable memory in any form.
 */
export function closureAlloc(): AllocatedClosure {
  const size = findLibffiFunction("ffi_get_closure_size") === 0n ? generousByteLength : ffi_get_closure_size();
  codeRoom ??= allocate(pointerToVoid);
  const room = codeRoom;
  const closure = ffi_closure_alloc(size, room);
  const code = room.value as CodePointer | null;
  if (closure !== null && code !== null) {
    allocated.add(closure.address);
    return { closure: closure.cast(ffi_closure), code };
  }
  throw new FfiError("FFI_OUT_OF_MEMORY", "libffi could not allocate a closure", {
    hint: "the system may forbid executable memory: libffi tries anonymous memory, memfd, $LIBFFI_TMPDIR and $TMPDIR",
  });
}

/**
 * Frees a closure, once, when C can no longer call it: neither during its own call nor afterwards.
 *
 * @throws {FfiError} `FFI_USE_AFTER_FREE` for what {@link closureAlloc} did not make, or what was freed already.
 */
export function closureFree(closure: ClosurePointer): void {
  assertClosure(closure, "closureFree()");
  const { address } = closure;
  allocated.delete(address);
  records.get(address)?.release();
  records.delete(address);
  ffi_closure_free(closure);
}

/**
 * Makes C calls of the closure's code lead to `callback`. What it throws comes out of the call through libffi that is in
 * progress; C then gets zero, or what the callback had written.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED`, `FFI_DECLARATION_TYPE` when libffi refuses the cif.
 */
export function prepClosure<TData>(preparation: ClosurePreparation<TData>): void {
  assertOptions(preparation, ["closure", "code", "cif", "callback", "userData"], "prepClosure()");
  const { closure, code, cif, callback, userData } = preparation;
  assertClosure(closure, "prepClosure()");
  assertPointer(code, "prepClosure(): code");
  assertPointer(cif, "prepClosure(): cif");
  if (typeof callback !== "function") {
    throw new FfiError("FFI_ARGUMENT_TYPE", `prepClosure(): expected a function, got ${describeValue(callback)}`);
  }
  const record = createClosureRecord(
    (call) => {
      callback(
        new NativePointer(ffi_cif, call.cifLow, call.cifHigh, foreignRegion, 0).toPublic(),
        new NativePointer(c.void, call.resultLow, call.resultHigh, foreignRegion, 0).toPublic(),
        new NativePointer(pointerToVoid, call.argumentsLow, call.argumentsHigh, foreignRegion, 0).toPublic(),
        userData,
      );
    },
    new Uint8Array(resultLengthOf(cif)),
  );
  prepRecord({ closure, code, cif }, record);
}

/** As {@link prepClosure}, for a record. */
export function prepRecord(
  { closure, code, cif }: AllocatedClosure & { readonly cif: CifPointer },
  record: ClosureRecord,
): void {
  const entry = NativePointer.from(currentBackend().closureEntry, rawFunction);
  const status = ffi_prep_closure_loc(closure, cif, entry, NativePointer.from(record.address, c.void), code);
  try {
    assertStatus(status, "prepClosure()");
  } catch (error) {
    record.release();
    throw error;
  }
  const { address } = closure;
  records.get(address)?.release();
  records.set(address, record);
}

/** Of other memory libffi would write over what it does not own. */
function assertClosure(closure: unknown, place: string): void {
  assertPointer(closure, `${place}: closure`);
  if (allocated.has((closure as ClosurePointer).address)) return;
  throw new FfiError("FFI_USE_AFTER_FREE", `${place}: closureAlloc() did not make this closure, or it was freed`, {
    hint: "free a closure once, after its last use",
  });
}

const rawFunction = c.fn([c.pointer(ffi_cif), c.pointer(c.void), c.pointer(pointerToVoid), c.pointer(c.void)], c.void);

/** Bytes that C expects of a result: of structs as many as they have, of scalars what libffi widens them to. */
function resultLengthOf(cif: CifPointer): number {
  const type = cif.value.rtype?.value;
  if (type === undefined || type.type === FFI_TYPE_VOID) return 0;
  return type.type === FFI_TYPE_STRUCT ? Number(type.size) : Math.max(resultByteLength, Number(type.size));
}
