/** Calling conventions as declarations state them: those that can be called from here, and those that only compilers know. */
import type { CallingConvention, Target } from "@koine/ctypes";

/** A convention that nothing here can follow: functions of it are not called, and no callback is made for it. */
export type ForeignConvention =
  | "regcall"
  | "swiftcall"
  | "swiftasynccall"
  | "preserve_none"
  | "intel_ocl_bicc"
  | "regparm"
  | "sseregparm"
  | "pcs"
  | "aarch64_vector_pcs"
  | "aarch64_sve_pcs";

/** The calling convention of a function as it is declared. */
export type DeclaredConvention = CallingConvention | ForeignConvention;

/** By name, the one processor that has it, on all others it means nothing; `undefined` for those that any may have. */
const processors: ReadonlyMap<string, Target["architecture"] | undefined> = new Map<
  ForeignConvention,
  Target["architecture"] | undefined
>([
  ["regcall", undefined],
  ["swiftcall", undefined],
  ["swiftasynccall", undefined],
  ["preserve_none", undefined],
  ["intel_ocl_bicc", undefined],
  ["regparm", "ia32"],
  ["sseregparm", "ia32"],
  ["pcs", "arm"],
  // More registers keep their values, and arguments may be vectors that nothing here can pass.
  ["aarch64_vector_pcs", "arm64"],
  ["aarch64_sve_pcs", "arm64"],
]);

/** Whether a word, a convention or the name of an attribute, is a foreign convention of some processor. */
export function isForeignConvention(word: string): word is ForeignConvention {
  return processors.has(word);
}

/**
 * Whether a foreign convention is another one than the default of a processor.
 *
 * @param architecture That of the target; without one, what is said of all processors counts.
 */
export function hasForeignConvention(convention: ForeignConvention, architecture?: Target["architecture"]): boolean {
  const only = processors.get(convention);
  return only === undefined || only === architecture;
}
