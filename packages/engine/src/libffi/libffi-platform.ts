/** What differs between platforms in libffi itself: how its library is called, and the numbers of its calling conventions. */
import type { Target } from "@koine/ctypes";

/** Names of the library, by platform and version; the first that loads is used. */
export const libffiLibraryNames: readonly string[] = [
  "libffi.so.8",
  "libffi.so.7",
  "libffi.8.dylib",
  "libffi.dylib",
  "libffi-8.dll",
  "libffi-7.dll",
];

/** A calling convention by its name in libffi, in small letters: `unix64` is `FFI_UNIX64`. */
export type LibffiAbiName = "default" | "unix64" | "win64" | "gnuw64" | "efi64" | "sysv";

/** Numbers of calling conventions (`ffi_abi`). */
export type LibffiAbis = Readonly<Partial<Record<LibffiAbiName, number>>> & { readonly default: number };

/** From each port's `ffitarget.h`. */
const tables: Readonly<Record<string, LibffiAbis>> = {
  "x64-windows": { default: 2, win64: 1, gnuw64: 2 },
  x64: { default: 2, unix64: 2, win64: 3, efi64: 3, gnuw64: 4 },
  arm64: { default: 1, sysv: 1, win64: 2 },
};

/** Gives the calling conventions of a target; `undefined` where they are not known here. */
export function libffiAbisOf({ architecture, platform }: Target): LibffiAbis | undefined {
  return tables[platform === "win32" ? `${architecture}-windows` : architecture] ?? tables[architecture];
}

/** What `ffi_type.type` is for structs. */
export const libffiStructTag = 13;
