/** The files of a binding on disk: written all or none, or compared with what is there. */
import { checkOutputFiles, writeOutputFiles } from "@koine/codegen";
import type { OutputDifference, OutputFile } from "@koine/codegen";
import type { BindOutput } from "./bind-result.ts";

/** Where the files of a binding go; what has no path is not written. */
export interface BindingPaths {
  readonly module?: string | undefined;
  readonly spec?: string | undefined;
  /** The C file that gives symbols to inline functions. */
  readonly wrapper?: string | undefined;
}

/** Writes the files of a binding, all or none. Returns the paths of those that changed. */
export function writeBinding(result: BindOutput, paths: BindingPaths): readonly string[] {
  return writeOutputFiles(filesOf(result, paths));
}

/** Tells how the files on disk depart from the binding. */
export function checkBinding(result: BindOutput, paths: BindingPaths): readonly OutputDifference[] {
  return checkOutputFiles(filesOf(result, paths));
}

function filesOf(result: BindOutput, { module, spec, wrapper }: BindingPaths): readonly OutputFile[] {
  if (result.module === null) return [];
  return [
    ...(module === undefined ? [] : [{ path: module, text: result.module }]),
    ...(spec === undefined ? [] : [{ path: spec, text: result.specText }]),
    ...(wrapper === undefined || result.wrapper === null ? [] : [{ path: wrapper, text: result.wrapper }]),
  ];
}
