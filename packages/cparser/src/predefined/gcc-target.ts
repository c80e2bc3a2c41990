/** Where GCC and Clang differ, the one that a target's libraries are made with decides. */
import type { Target } from "@koine/ctypes";

/** Tells whether that is GCC: on Linux and with MinGW. Elsewhere it is Clang, or Microsoft's compiler, whose extensions Clang has. */
export function isGccTarget({ platform, recordRules }: Target): boolean {
  return platform === "linux" || recordRules === "gnu-ms-bitfields";
}
