/** Executable memory as the addon gets it from the system. */
import { CodeMemory } from "@koine/engine";
import type { Addon } from "@koine/native";
import { toAddress } from "./addresses.ts";

/** Makes the memory for the code of one environment; the system is asked when there is some. */
export function openCodeMemory(addon: Addon): CodeMemory {
  return new CodeMemory({
    mapRegion(byteLength) {
      const region = addon.mapCodeRegion(byteLength);
      return region === undefined ? undefined : { execute: toAddress(region[0]), write: toAddress(region[1]) };
    },
    writeCode: (execute, write, bytes) => addon.writeCode(execute, write, bytes),
    sealCode(bytes) {
      const sealed = addon.sealCode(bytes);
      return sealed === undefined ? undefined : toAddress(sealed);
    },
  });
}
