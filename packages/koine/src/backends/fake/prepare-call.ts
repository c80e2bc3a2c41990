/** Prepares the ways into a simulated native function. */
import type { AccessByteLength, CallSignature } from "@koine/engine";
import type { Address, CallEntry, MemoryAccess } from "../../backend/contract.ts";
import type { FakeMachine } from "./machine.ts";

/** Prepares calls of a function; structs and unions by value are in memory that the slots lead to. */
export function prepareCall(machine: FakeMachine, target: Address, signature: CallSignature): CallEntry {
  return {
    enter: () => machine.enter(target, signature, false),
    enterReentrant: () => machine.enter(target, signature, true),
  };
}

/** Prepares calls of a function that returns a C string. */
export function prepareTextCall(machine: FakeMachine, target: Address, signature: CallSignature): () => string | null {
  const result = new BigUint64Array(machine.slots, 0, 1);
  return () => {
    machine.enter(target, signature, true);
    const address = result[0] as bigint;
    return address === 0n ? null : machine.memory.readText(address);
  };
}

/** Prepares reading and writing of scalars at any address. */
export function prepareAccess({ memory, slots }: FakeMachine, byteLength: AccessByteLength): MemoryAccess {
  const bytes = new Uint8Array(slots);
  const address = new BigUint64Array(slots, 8, 1);
  return {
    read: () => {
      bytes.set(memory.bytes(address[0] as bigint, byteLength), 0);
    },
    write: () => {
      memory.bytes(address[0] as bigint, byteLength).set(bytes.subarray(16, 16 + byteLength));
    },
  };
}
