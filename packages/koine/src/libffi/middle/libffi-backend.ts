/**
 * libffi as an engine: a backend whose calls go through a cif instead of a stub, so that everything above (declarations,
 * checks, strings, structs, out-parameters) is the same. Arguments lie in call slots of its own; libffi gets their addresses.
 */
import {
  argumentSlot,
  callLibffiArguments,
  callMemoryByteLength,
  errnoSlot,
  slotByteLength,
  wholeLibffiArguments,
} from "@koine/engine";
import type { CallSignature } from "@koine/engine";
import type { Address, Backend, CallEntry } from "../../backend/contract.ts";
import { currentBackend } from "../../backend/select.ts";
import { toHalves } from "../../memory/pointer.ts";
import type { AddressHalves } from "../../memory/pointer.ts";
import { defaultAbi } from "../low/index.ts";
import type { Abi } from "../low/index.ts";
import type { Invocation, Invoke } from "../low/invoke.ts";
import { prepareSignature } from "./prepared-cif.ts";
import type { PreparedCif } from "./prepared-cif.ts";

/** A function to call, as halves of its address, which may change between calls. */
export interface CallTarget extends AddressHalves {
  low: number;
  high: number;
}

/** How calls are made. */
export interface LibffiOptions {
  /** What is called, instead of the address that a call was prepared for. */
  readonly target?: CallTarget | undefined;
  /** The platform's own convention when absent. */
  readonly abi?: Abi | undefined;
  /** Number of declared parameters of a variadic function, where the signature does not tell. */
  readonly fixedCount?: number | undefined;
}

/** Makes a backend over libffi. */
export function createLibffiBackend(options: LibffiOptions = {}): Backend {
  const base = currentBackend();
  const slots = new ArrayBuffer(callMemoryByteLength);
  const memory: SlotMemory = { ...options, slots, address: base.addressOf(slots) };
  return {
    ...base,
    capabilities: { ...base.capabilities, overalignedArguments: false, vectors: false },
    slots,
    prepareCall: (target, signature) => prepareLibffiCall(target, signature, memory),
    anyTarget: 0n as Address,
    prepareDirect: () => undefined,
    // Calls of libffi go through one function, which runs on the caller's stack.
    coroutines: undefined,
    prepareTextCall(target, signature) {
      const { enterReentrant } = prepareLibffiCall(target, signature, memory);
      const result = new BigUint64Array(slots, 0, 1);
      return () => {
        enterReentrant();
        const [address = 0n] = result;
        return address === 0n ? null : base.readText(address as Address);
      };
    },
  };
}

interface SlotMemory extends LibffiOptions {
  readonly slots: ArrayBuffer;
  readonly address: bigint;
}

/** An invocation that keeps what it refers to. */
interface OwnedInvocation extends Invocation {
  readonly prepared: PreparedCif;
  readonly addresses: BigUint64Array;
}

function prepareLibffiCall(target: Address, signature: CallSignature, memory: SlotMemory): CallEntry {
  const { parameters, result, keepsErrno } = signature;
  const { abi, fixedCount } = memory;
  const backend = currentBackend();
  const isOwnConvention = abi === undefined || abi === defaultAbi();
  const places = (isOwnConvention ? callLibffiArguments : wholeLibffiArguments)(signature, backend.target);
  const fixedParameterCount = signature.fixedParameterCount ?? fixedCount;
  const prepared = prepareSignature({ ...signature, fixedParameterCount }, { places, abi });
  const addresses = new BigUint64Array(Math.max(1, places.length));
  for (const [at, { index }] of places.entries()) {
    addresses[at] = memory.address + BigInt(argumentSlot(index) * slotByteLength);
  }
  const invocation: OwnedInvocation = {
    cif: prepared.callee,
    code: memory.target ?? toHalves(target),
    result: toHalves(memory.address),
    values: toHalves(backend.addressOf(addresses)),
    prepared,
    addresses,
  };
  const words = new Int32Array(memory.slots);
  const invoke = keepsErrno === true ? keepErrno(prepared.invoke, words) : prepared.invoke;
  // Of what is not a scalar the slot has the address, of arguments and of the result.
  const indirect = [...places.entries()].filter(([, { index }]) => typeof parameters[index] !== "string");
  if (indirect.length === 0 && typeof result === "string") {
    const enter = (): void => invoke(invocation);
    return { enter, enterReentrant: enter };
  }
  const isResultIndirect = typeof result !== "string";
  const slots = new BigUint64Array(memory.slots);
  const enter = (): void => {
    for (const [at, { index, byteOffset }] of indirect) {
      invocation.addresses[at] = (slots[argumentSlot(index)] ?? 0n) + BigInt(byteOffset);
    }
    if (isResultIndirect) invoke({ ...invocation, result: { low: words[0] ?? 0, high: words[1] ?? 0 } });
    else invoke(invocation);
  };
  return { enter, enterReentrant: enter };
}

/** What a call left in the slot of the backend below belongs into the slots that the wrapper reads. */
function keepErrno(invoke: Invoke, words: Int32Array): Invoke {
  const left = new Int32Array(currentBackend().slots);
  const index = (errnoSlot * slotByteLength) / Int32Array.BYTES_PER_ELEMENT;
  return (invocation) => {
    invoke(invocation);
    words[index] = left[index] as number;
  };
}
