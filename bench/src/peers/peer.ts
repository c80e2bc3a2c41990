/**
 * The shape that every peer has: one file per peer, all with the same parts in the same order, so that two of them can
 * be compared side by side. A peer binds functions; it owns no loop and no clock (../measure/).
 */
import { fileURLToPath } from "node:url";
import { callSiteNames } from "../workloads/call-sites.ts";
import { textRows } from "../workloads/texts.ts";
import type { LoopWorkloadName, TextRow } from "../workloads/workload.ts";

/** Stands in place of a binding that a peer cannot offer. */
export interface NotOffered {
  /** Why, in a few words: "no callbacks". */
  readonly notOffered: string;
}

/** What one peer puts into one workload's loop. */
export interface LoopParts {
  /** The bound function, as `call`, and replacements for the workload's inputs. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The step, where the peer's natural call is written differently from the workload's. */
  readonly step?: string;
  /** The accumulator's start, where the peer returns bigints: `"0n"`. */
  readonly initial?: string;
}

/** A loop that is not JavaScript: takes the number of steps, returns the accumulator. */
export interface ForeignLoop {
  readonly loop: (iterations: number) => unknown;
}

/** Binds one workload's function when called; not before, so that an isolated process binds nothing else. */
export type Binding = (() => LoopParts | ForeignLoop | Promise<LoopParts>) | NotOffered;

/** Binds every named `int name(int, int)` of a library and returns them in order, each called as `f(a, b)`. */
export type BindPrototypes = (
  libraryPath: string,
  names: readonly string[],
) => ReadonlyArray<(a: number, b: number) => unknown>;

/** The bindings of the rows of many functions. */
export function bindCallSites(
  bindPrototypes: BindPrototypes,
): Pick<LoadedPeer["bindings"], "fifty_functions" | "megamorphic"> {
  const bind: Binding = () => {
    const functions = bindPrototypes(prototypesLibrary, callSiteNames);
    const named = Object.fromEntries(callSiteNames.map((name, index) => [name, functions[index]]));
    return { values: { functions, ...named } };
  };
  return { fifty_functions: bind, megamorphic: bind };
}

/** Binds the rows of strings: all that go in with one function, all that come out with another. */
export function bindTexts(lengthOf: Binding, textOf: Binding): Record<TextRow, Binding> {
  const bindings = textRows.map((row) => [row, row.startsWith("in_") ? lengthOf : textOf] as const);
  // Every row is in the list.
  return Object.fromEntries(bindings) as Record<TextRow, Binding>;
}

/** Stands in the rows of strings of peers that have the one row of twenty characters. */
export const oneTextOnly: Binding = { notOffered: "measured with 20 characters" };

/** The rows in which structs are passed. */
export type StructRow = Extract<LoopWorkloadName, `${"vec2" | "color" | "triple" | "struct"}_${string}`>;

/** The rows of calls through libffi. */
export type LibffiRow = Extract<LoopWorkloadName, `libffi_${string}`>;

/** Stands in the rows of libffi of peers that are not made of it, or hide it. */
export const withoutLibffi: Readonly<Record<LibffiRow, Binding>> = {
  libffi_raw: { notOffered: "no libffi" },
  libffi_low: { notOffered: "no libffi" },
  libffi_middle: { notOffered: "no libffi" },
  libffi_bind: { notOffered: "no libffi" },
  libffi_call: { notOffered: "no libffi" },
};

/** Peers whose callbacks know one stack. */
export const seeCallback: NotOffered = { notOffered: "see callback" };

/** Peers that call, and leave memory to typed arrays. */
export const inMemory: NotOffered = { notOffered: "no structs in memory" };

/** A peer whose module is loaded. */
export interface LoadedPeer {
  readonly bindings: Readonly<Record<LoopWorkloadName, Binding>>;
  readonly bindPrototypes: BindPrototypes | NotOffered;
}

/** One way of calling C from JavaScript. */
export interface Peer {
  /** Column title, name in JSON and for `--peer`. */
  readonly name: string;
  /** npm package whose version is reported, if there is one. */
  readonly packageName?: string;
  /** Says why the peer cannot run on this runtime, or undefined. Does not load the peer. */
  readonly findObstacle: () => string | undefined;
  /** Loads the peer's module: what the `import` row times. */
  readonly load: () => Promise<LoadedPeer>;
}

/** Absolute path of a file that ../run/native-build.ts compiled. */
export function builtFile(name: string): string {
  return fileURLToPath(new URL(`../../build/${name}`, import.meta.url));
}

export const workloadsLibrary: string = builtFile("libworkloads.so");
export const prototypesLibrary: string = builtFile("libprototypes.so");

/** Major version of the running Node. */
export const nodeMajor: number = Number.parseInt(process.versions.node, 10);
