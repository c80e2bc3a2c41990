/**
 * The targets that Koine knows, as data. What the fields mean is in `target.ts`; which of them the running process is
 * decides `host-target.ts`.
 */
import { FfiError } from "@koine/diagnostics";
import type { Target } from "./target.ts";

const eightByEight = { byteLength: 8, alignment: 8 } as const;
const fourByFour = { byteLength: 4, alignment: 4 } as const;

/** System V AMD64; the other targets are stated by how they differ from it. */
const linuxX64: Target = {
  triple: "x86_64-unknown-linux-gnu",
  architecture: "x64",
  platform: "linux",
  isLittleEndian: true,
  pointer: eightByEight,
  long: eightByEight,
  longLong: eightByEight,
  double: eightByEight,
  longDouble: { byteLength: 16, alignment: 16 },
  isCharSigned: true,
  wchar: { byteLength: 4, isSigned: true },
  recordRules: "gnu",
  doesUnnamedBitFieldAlign: false,
  isEnumAlwaysInt: false,
  vaList: "system-v",
  hasInt128: true,
};

const linuxArm64: Target = {
  ...linuxX64,
  triple: "aarch64-unknown-linux-gnu",
  architecture: "arm64",
  isCharSigned: false,
  wchar: { byteLength: 4, isSigned: false },
  doesUnnamedBitFieldAlign: true,
  maxVectorAlignment: 16,
  vaList: "aapcs64",
};

const darwinArm64: Target = {
  ...linuxX64,
  triple: "aarch64-apple-darwin",
  architecture: "arm64",
  platform: "darwin",
  longDouble: eightByEight,
  maxVectorAlignment: 16,
  vaList: "pointer",
};

const linuxRiscv64: Target = {
  ...linuxX64,
  triple: "riscv64-unknown-linux-gnu",
  architecture: "riscv64",
  isCharSigned: false,
  vaList: "pointer",
};

const linuxIa32: Target = {
  ...linuxX64,
  triple: "i686-unknown-linux-gnu",
  architecture: "ia32",
  pointer: fourByFour,
  long: fourByFour,
  // The i386 psABI aligns 8-byte scalars inside records to 4.
  longLong: { byteLength: 8, alignment: 4 },
  double: { byteLength: 8, alignment: 4 },
  longDouble: { byteLength: 12, alignment: 4 },
  vaList: "pointer",
  hasInt128: false,
};

const linuxArm: Target = {
  ...linuxX64,
  triple: "armv7-unknown-linux-gnueabihf",
  architecture: "arm",
  pointer: fourByFour,
  long: fourByFour,
  longDouble: eightByEight,
  isCharSigned: false,
  wchar: { byteLength: 4, isSigned: false },
  doesUnnamedBitFieldAlign: true,
  vaList: "aapcs",
  maxVectorAlignment: 8,
  hasInt128: false,
};

const mingwX64: Target = {
  ...linuxX64,
  triple: "x86_64-w64-windows-gnu",
  platform: "win32",
  long: fourByFour,
  wchar: { byteLength: 2, isSigned: false },
  recordRules: "gnu-ms-bitfields",
  vaList: "pointer",
};

const msvcX64: Target = {
  ...mingwX64,
  triple: "x86_64-pc-windows-msvc",
  longDouble: eightByEight,
  recordRules: "microsoft",
  isEnumAlwaysInt: true,
};

const emscripten: Target = {
  ...linuxX64,
  triple: "wasm32-unknown-emscripten",
  architecture: "wasm32",
  platform: "emscripten",
  pointer: fourByFour,
  long: fourByFour,
  longDouble: { byteLength: 16, alignment: 8 },
  vaList: "pointer",
};

/** Every known target. */
export const targets: readonly Target[] = Object.freeze(
  [
    linuxX64,
    { ...linuxX64, triple: "x86_64-unknown-linux-musl" },
    linuxArm64,
    { ...linuxArm64, triple: "aarch64-unknown-linux-musl" },
    darwinArm64,
    { ...linuxX64, triple: "x86_64-apple-darwin", platform: "darwin", maxVectorAlignment: 16 } as const,
    linuxRiscv64,
    linuxIa32,
    { ...linuxIa32, triple: "i686-unknown-linux-musl" },
    linuxArm,
    msvcX64,
    { ...msvcX64, triple: "aarch64-pc-windows-msvc", architecture: "arm64", maxVectorAlignment: 16 } as const,
    mingwX64,
    emscripten,
  ].map((target) => Object.freeze(target)),
);

/** Finds a target by its triple; `undefined` if Koine does not know it. */
export function findTarget(triple: string): Target | undefined {
  return targets.find((target) => target.triple === triple);
}

/**
 * Finds a target by its triple.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` if Koine does not know it; the hint lists those that it knows.
 */
export function requireTarget(triple: string): Target {
  const target = findTarget(triple);
  if (target !== undefined) return target;
  throw new FfiError("FFI_UNSUPPORTED", `unknown target "${triple}"`, {
    hint: `use one of ${targets.map((known) => known.triple).join(", ")}`,
    details: { triple },
  });
}
