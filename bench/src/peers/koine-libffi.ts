/** Koine's rows of libffi: `add_i32` through each layer. Its modules are loaded by these rows alone. */
import type { Pointer } from "koine";
import type { Binding, LibffiRow, LoopParts } from "./peer.ts";
import { workloadsLibrary } from "./peer.ts";

/** Binds the rows of libffi's layers. */
export const libffiBindings: Readonly<Record<LibffiRow, Binding>> = {
  libffi_raw: async () => {
    const { ffi_call: call } = await import("koine/libffi/raw");
    return { values: { ...(await prepareMemory()), call } };
  },
  libffi_low: async () => {
    const { call } = await import("koine/libffi/low");
    return { values: { ...(await prepareMemory()), call } };
  },
  libffi_middle: async () => {
    const { Cif } = await import("koine/libffi/middle");
    const { pointer: code, type } = await findFunction();
    return { values: { cif: Cif.of(type), code } };
  },
  libffi_bind: async () => {
    const { bind } = await import("koine/libffi/high");
    const { pointer, type } = await findFunction();
    return { values: { call: bind(pointer, type) } };
  },
  libffi_call: async () => {
    const { call } = await import("koine/libffi/high");
    const { pointer: code, type } = await findFunction();
    return { values: { call, code, type } };
  },
};

// oxlint-disable-next-line typescript/explicit-function-return-type -- the type is the descriptor's, which is inferred
async function findFunction() {
  const { c, openLibrary } = await import("koine");
  const type = c.fn([c.int, c.int], c.int);
  const { symbols } = openLibrary(workloadsLibrary, { add_i32: type });
  return { pointer: symbols.add_i32.pointer, type };
}

/** A cif, and the arguments 1 and 2 in memory. */
async function prepareMemory(): Promise<LoopParts["values"]> {
  const { allocate, c } = await import("koine");
  const { allocateCif, allocateTypes, prepCif, typeOf } = await import("koine/libffi/low");
  const cif = allocateCif();
  const parameters = allocateTypes([typeOf("sint32"), typeOf("sint32")]);
  prepCif(cif, { result: typeOf("sint32"), parameters, count: 2 });
  const room = allocate(c.int, 2);
  const values = allocate(c.pointer(c.void), 2);
  for (const index of [0, 1]) {
    room.set(index, index + 1);
    values.set(index, toVoid(room.add(index)));
  }
  const left = allocate(c.i64);
  const { pointer: code } = await findFunction();
  // What libffi reads must live as long as the loop does.
  const owned = [parameters, room];
  return { cif, code, result: toVoid(left), values, owned, left };

  function toVoid(pointer: Pointer): Pointer<typeof c.void> {
    return pointer.cast(c.void);
  }
}
