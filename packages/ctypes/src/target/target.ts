/**
 * What a target decides about C types: sizes, alignments and signedness. The named targets are in `targets.ts`, the
 * target of the running process in `host-target.ts`.
 */

/** Size and alignment of one basic type, in bytes. */
export interface ScalarLayout {
  readonly byteLength: number;
  readonly alignment: number;
}

/** One compilation target, as far as it decides about data. */
export interface Target {
  /** LLVM-style triple, such as `x86_64-unknown-linux-gnu`. */
  readonly triple: string;
  readonly architecture: "x64" | "arm64" | "ia32" | "arm" | "riscv64" | "wasm32";
  readonly platform: "linux" | "darwin" | "win32" | "emscripten";
  readonly isLittleEndian: boolean;
  /** Size and alignment of object and function pointers. */
  readonly pointer: ScalarLayout;
  readonly long: ScalarLayout;
  readonly longLong: ScalarLayout;
  readonly double: ScalarLayout;
  readonly longDouble: ScalarLayout;
  readonly isCharSigned: boolean;
  readonly wchar: { readonly byteLength: 2 | 4; readonly isSigned: boolean };
  /** Rules for records: GNU/Itanium, GNU with Microsoft bit-fields (MinGW), or Microsoft. */
  readonly recordRules: "gnu" | "gnu-ms-bitfields" | "microsoft";
  /** Whether unnamed bit-fields count for the alignment of a record (AAPCS). */
  readonly doesUnnamedBitFieldAlign: boolean;
  /** Whether the base type of an enum is always `int` (Microsoft), or chosen from its values (GNU). */
  readonly isEnumAlwaysInt: boolean;
  /** Shape of `va_list`. */
  readonly vaList: "pointer" | "system-v" | "aapcs64" | "aapcs";
  /** Largest natural alignment of a vector type, in bytes, where the target caps it. */
  readonly maxVectorAlignment?: number;
  readonly hasInt128: boolean;
}
