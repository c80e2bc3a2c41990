/** Prepares the ways into a native function: which kinds of entry it gets, and from what machine code they are made. */
import type { AccessByteLength, CallSignature, CodeMemory, StubTemplates } from "@koine/engine";
import { emitReadStub, emitWriteStub } from "@koine/engine";
import type { Addon } from "@koine/native";
import type { Address, CallEntry, MemoryAccess } from "../../backend/contract.ts";
import { toAddress } from "./addresses.ts";
import type { CodeRecycler } from "./code-recycler.ts";
import type { V8Line } from "./v8-versions.ts";

/** What the parts of this backend share. */
export interface Kernel {
  readonly addon: Addon;
  readonly code: CodeMemory;
  readonly slotsAddress: bigint;
  readonly stubs: StubTemplates;
  /** Facts of this V8 when fast functions are used. */
  readonly line: V8Line | undefined;
  readonly recycler: CodeRecycler;
}

/** Prepares calls of a function whose result is a scalar or nothing. */
export function prepareCall(kernel: Kernel, target: Address, signature: CallSignature): CallEntry {
  const { stub, byteLength } = storeStub(kernel, target, signature);
  const entry = makeEntry(kernel, { stub, target, signature });
  if (isOneOfMany(signature)) kernel.recycler.watch([entry.enter, entry.enterReentrant], stub, byteLength);
  return entry;
}

/** Puts the stub of a function in executable memory. */
export function storeStub(
  { code, stubs }: Kernel,
  target: Address,
  signature: CallSignature,
): { readonly stub: bigint; readonly byteLength: number } {
  const bytes = stubs.instantiate(target, signature);
  return { stub: code.store(bytes), byteLength: bytes.length };
}

/** A variadic function has a stub for each sequence of types that it is called with. */
function isOneOfMany({ fixedParameterCount }: CallSignature): boolean {
  return fixedParameterCount !== undefined;
}

/** Before Node 26 V8 keeps every fast function for ever: from that many on, stubs that are made in any number get plain ones. */
const fastVariantCount = 1024;

interface EntryRequest {
  readonly stub: bigint;
  readonly target: Address;
  readonly signature: CallSignature;
}

function makeEntry({ addon, line, recycler }: Kernel, { stub, target, signature }: EntryRequest): CallEntry {
  if (line === undefined || (isOneOfMany(signature) && recycler.watchedCount >= fastVariantCount)) {
    const enter = addon.makeFunction(stub, "enter");
    return { enter, enterReentrant: enter };
  }
  // What takes and gives nothing needs no stub: the receiver that V8 passes is in a register that it does not read.
  const { parameters, result, keepsErrno, keepsLastError } = signature;
  const keepsNothing = keepsErrno !== true && keepsLastError !== true;
  const isBare = parameters.length === 0 && result === "void" && keepsNothing;
  const enter = addon.makeFastFunction(isBare ? target : stub, stub, 0) as () => void;
  const enterReentrant = line.canReenter ? enter : addon.makeFunction(stub, "enter");
  return { enter, enterReentrant };
}

/** Prepares calls of a function that returns a C string: the stub ends in the routine that makes the JavaScript string. */
export function prepareTextCall(
  { addon, code, stubs, recycler }: Kernel,
  target: Address,
  signature: CallSignature,
): () => string | null {
  const finishWithText = toAddress(addon.routines().finishWithText);
  const bytes = stubs.instantiate(target, signature, finishWithText);
  const stub = code.store(bytes);
  const enter = addon.makeFunction(stub, "enter") as () => string | null;
  if (isOneOfMany(signature)) recycler.watch([enter], stub, bytes.length);
  return enter;
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
