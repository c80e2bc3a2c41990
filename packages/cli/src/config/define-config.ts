/** What `koine.config.ts` imports, as `koine/config`. */
import type { KoineConfig } from "./config-model.ts";

export type * from "./config-model.ts";
export type {
  Annotations,
  CallbackAnnotation,
  FailureRule,
  FunctionAnnotation,
  GivenAnnotation,
  MemberAnnotation,
  NamedDeclaration,
  ParameterAnnotation,
  Renaming,
  SpecLibraries,
  TypeAnnotation,
  ValueAnnotation,
  ValueForm,
} from "@koine/bindgen/cached";

/**
 * Gives the configuration back: what it is for are the types, which editors complete and TypeScript checks.
 *
 * @example
 * ```ts
 * import { defineConfig } from "koine/config";
 *
 * export default defineConfig({
 *   bind: {
 *     headers: ["zlib.h"],
 *     library: "z",
 *     module: "src/zlib.ts",
 *     functions: { crc32: { parameters: { buf: { as: "bytes", sizedBy: "len" } } } },
 *   },
 * });
 * ```
 */
export function defineConfig<const TConfig extends KoineConfig>(config: TConfig): TConfig {
  return config;
}
