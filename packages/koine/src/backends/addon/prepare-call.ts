/** Prepares the ways into a native function: which kinds of entry it gets, and from what machine code they are made. */
import type { AccessByteLength, CallSignature, CodeMemory, StubTemplates } from "@koine/engine";
import { emitReadStub, emitWriteStub } from "@koine/engine";
import type { Addon } from "@koine/native";
import type { Address, CallEntry, MemoryAccess } from "../../backend/contract.ts";
import { toAddress } from "./addresses.ts";
import type { MissedFlag } from "./prepare-direct.ts";
import type { V8Line } from "./v8-versions.ts";

/** What the parts of this backend share. */
export interface Kernel {
  readonly addon: Addon;
  readonly code: CodeMemory;
  readonly slotsAddress: bigint;
  readonly stubs: StubTemplates;
  /** Facts of this V8 when fast functions are used. */
  readonly line: V8Line | undefined;
  readonly missed: MissedFlag;
}

/** Prepares calls of a function whose result is a scalar or nothing. */
export function prepareCall(kernel: Kernel, target: Address, signature: CallSignature): CallEntry {
  const { addon, code, stubs, line } = kernel;
  const stub = code.store(stubs.instantiate(target, signature));
  if (line === undefined) {
    const enter = addon.makeFunction(stub, "enter");
    return { enter, enterReentrant: enter };
  }
  // What takes and gives nothing needs no stub: the receiver that V8 passes is in a register that it does not read.
  const isBare = signature.parameters.length === 0 && signature.result === "void" && signature.keepsErrno !== true;
  const enter = addon.makeFastFunction(isBare ? target : stub, stub, 0) as () => void;
  const enterReentrant = line.canReenter ? enter : addon.makeFunction(stub, "enter");
  return { enter, enterReentrant };
}

/** Prepares calls of a function that returns a C string: the stub ends in the routine that makes the JavaScript string. */
export function prepareTextCall(
  { addon, code, stubs }: Kernel,
  target: Address,
  signature: CallSignature,
): () => string | null {
  const finishWithText = toAddress(addon.routines().finishWithText);
  const stub = code.store(stubs.instantiate(target, signature, finishWithText));
  return addon.makeFunction(stub, "enter") as () => string | null;
}

/** Prepares reading and writing of scalars at any address. */
export function prepareAccess(kernel: Kernel, byteLength: AccessByteLength): MemoryAccess {
  const { addon, code, slotsAddress, line } = kernel;
  const make = (stub: bigint): (() => void) => {
    const entry = line === undefined ? addon.makeFunction(stub, "access") : addon.makeFastFunction(stub, stub, 0);
    return entry as () => void;
  };
  return {
    read: make(code.store(emitReadStub(slotsAddress, byteLength))),
    write: make(code.store(emitWriteStub(slotsAddress, byteLength))),
  };
}
