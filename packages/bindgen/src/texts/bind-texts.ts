/**
 * Binds headers that are texts in memory: the entry point `@koine/bindgen/texts`, which bundlers can make a program for browsers of. No
 * file is read, no compiler is asked, and no variable of the environment counts.
 */
import { bindHeadersFrom } from "../bind-headers.ts";
import type { BindOptions } from "../bind-options.ts";
import type { BindResult } from "../bind-result.ts";
import { CompilerAnswers } from "../compiler/compiler-answers.ts";
import { HeaderTexts } from "./header-texts.ts";
import { withTextPaths } from "./text-paths.ts";

/** What {@link bindTexts} takes beside the texts; a target has to be named, because there is no machine. */
export type BindTextsOptions = Omit<BindOptions, "targets" | "probe" | "sysroot"> & {
  readonly targets: readonly [string, ...string[]];
};

/**
 * Binds headers of memory. Relative paths are relative to `workingDirectory`, which is `/project` when absent; `#include <…>` looks in
 * `includeDirectories` and `systemIncludeDirectories`, and where the target's headers usually are, such as `/usr/include`. What every
 * compiler brings (`stddef.h`, `stdint.h`) is there.
 *
 * @param texts Texts of headers by path, with `/`.
 * @throws {FfiError} `FFI_UNSUPPORTED` for an unknown target or version of C.
 * @throws {SyntaxError} For a bad regular expression.
 * @example
 * ```ts
 * import { bindTexts } from "@koine/bindgen/texts";
 *
 * const texts = { "add.h": "#include <stdint.h>\nint32_t add(int32_t a, int32_t b);\n" };
 * const { module } = bindTexts(texts, { headers: ["add.h"], libraries: ["add"], targets: ["x86_64-unknown-linux-gnu"] });
 * module?.includes("export const add:"); // → true
 * ```
 */
export function bindTexts(texts: Readonly<Record<string, string>>, options: BindTextsOptions): BindResult {
  const { workingDirectory = "/project" } = options;
  const stated = { sysroot: "/", ...options, workingDirectory };
  return withTextPaths(bindHeadersFrom(stated, new HeaderTexts(texts, workingDirectory), new NoMachine({})));
}

/** No machine: it has no compilers, and is no target's own. */
class NoMachine extends CompilerAnswers {
  override find(): null {
    return null;
  }

  override get hasMachine(): boolean {
    return false;
  }
}

export type { BindingCounts, BindResult, Omission } from "../bind-result.ts";
export { bindSpec, bindSpecs } from "../bind-spec.ts";
export type { SpecText } from "../bind-spec.ts";
export { knownTargets } from "../known-targets.ts";
