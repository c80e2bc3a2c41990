/** Prepares the ways into a native function: which kinds of entry it gets, and from what machine code they are made. */
import type { AccessByteLength, CallSignature, CodeMemory, Scalar, SignatureValue, StubTemplates } from "@koine/engine";
import { emitFlagStub, emitReadStub, emitWriteStub, isFloatScalar, scalarByteLength } from "@koine/engine";
import type { Addon } from "@koine/native";
import type { Address, CallEntry, DirectEntry, MemoryAccess } from "../../backend/contract.ts";
import { toAddress } from "./addresses.ts";
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

/** The word that says that a direct call was not made, and code that sets it. */
export interface MissedFlag {
  readonly word: Int32Array;
  readonly setter: bigint;
}

/** Makes the flag of one environment. */
export function createMissedFlag(addon: Addon, code: CodeMemory): MissedFlag {
  const buffer = new ArrayBuffer(8);
  return { word: new Int32Array(buffer), setter: code.store(emitFlagStub(toAddress(addon.addressOf(buffer)))) };
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
  const isBare = signature.parameters.length === 0 && signature.result === "void";
  const enter = addon.makeFastFunction(isBare ? target : stub, stub, 0) as () => void;
  const enterReentrant = line.canReenter ? enter : addon.makeFunction(stub, "enter");
  return { enter, enterReentrant, direct: prepareDirect(kernel, line, target, signature) };
}

/** Functions of floating-point numbers: through memory each number waits for the store before its load. */
function prepareDirect(
  { addon, missed }: Kernel,
  line: V8Line,
  target: Address,
  { parameters, result }: CallSignature,
): DirectEntry | undefined {
  if (!line.isFastInTry || parameters.length === 0 || parameters.length > 8) return undefined;
  const floats = parameters.filter(isFloat);
  if (floats.length < parameters.length || (result !== "void" && !isFloat(result))) return undefined;
  const types = [result, ...floats].map((scalar) => (scalar === "void" ? 0 : scalarByteLength(scalar)));
  const call = addon.makeFloatFunction(target, missed.setter, line.typeInfoByteLength, Uint8Array.from(types));
  return call === undefined ? undefined : { call, missed: missed.word };
}

function isFloat(value: SignatureValue): value is Scalar {
  return typeof value === "string" && isFloatScalar(value);
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
