/** How addresses cross between the addon (numbers where exact, else bigints) and the contract (bigints, unsigned). */
import type { AddonAddress } from "@koine/native";
import type { Address } from "../../backend/contract.ts";

/** Gives the contract's form of an address. */
export function toAddress(address: AddonAddress): Address {
  return BigInt.asUintN(64, BigInt(address)) as Address;
}
