/** What binding gives, whether from headers or from a spec. */
import type { Diagnostic } from "@koine/diagnostics";
import type { Stage } from "./passes/run-passes.ts";
import { skipReasons } from "./spec/model.ts";
import type { Spec, SpecDeclaration } from "./spec/model.ts";
import { withoutNamelessNothing } from "./spec/nameless-nothing.ts";
import { obstacleOf } from "./spec/obstacle.ts";
import { renderSpec } from "./spec/render-spec.ts";
import { renderModuleParts } from "./typescript/render-module-parts.ts";
import type { ModulePart } from "./typescript/module-parts.ts";
import { renderModule } from "./typescript/render-module.ts";
import { renderWrapper } from "./wrapper/render-wrapper.ts";

/** Something that the headers declare and the module does not offer. */
export interface Omission {
  readonly kind: string;
  readonly name: string;
  /** The header that declares it, as `#include` would name it. */
  readonly file: string;
  /** Why, one clause; the same clause for the same reason. */
  readonly reason: string;
}

/** How much a module offers. */
export interface BindingCounts {
  readonly functions: number;
  readonly types: number;
  readonly constants: number;
  /** Function-like macros that became functions. */
  readonly macros: number;
}

/** What there is to say about a binding. */
export interface BindReport {
  readonly diagnostics: readonly Diagnostic[];
  readonly omissions: readonly Omission[];
  readonly counts: BindingCounts;
  /** Texts of the files that diagnostics point into, by path. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The texts of a binding. */
export interface BindingTexts {
  /** Tells the same as whether there is a module, and renders none. */
  readonly isBound: true;
  /** Headers, as `#include` would name them. */
  readonly headers: readonly string[];
  /** Rendered when it is first read. */
  readonly specText: string;
  /** The module as one file, rendered when it is first read. */
  readonly module: string;
  /** The files of a module that is too large for one; else none. Rendered when they are first read. */
  readonly parts: readonly ModulePart[];
  /** C that gives symbols to inline functions; `null` if none was asked for. */
  readonly wrapper: string | null;
}

/** In place of {@link BindingTexts} if nothing could be bound. */
export interface NoBindingTexts {
  readonly isBound: false;
  readonly headers: readonly [];
  readonly specText: null;
  readonly module: null;
  readonly parts: readonly [];
  readonly wrapper: null;
}

/** All that is needed of a binding to write and to report it; this is what a cache keeps. */
export type BindOutput = BindReport & (BindingTexts | NoBindingTexts);

/**
 * What binding gives. `spec` and `module` are `null` if nothing could be bound. Beside errors that are not `null`, they have
 * everything that the errors are not about.
 */
export type BindResult = BindReport & {
  /** What each pass left behind, in order; none for a spec that was only read. */
  readonly stages: readonly Stage[];
} & ((BindingTexts & { readonly spec: Spec }) | (NoBindingTexts & { readonly spec: null }));

/** Makes the result of a binding that failed. */
export function failBinding(diagnostics: readonly Diagnostic[], sources: ReadonlyMap<string, string>): BindResult {
  const counts = { functions: 0, types: 0, constants: 0, macros: 0 };
  return {
    diagnostics,
    omissions: [],
    counts,
    stages: [],
    sources,
    headers: [],
    isBound: false,
    spec: null,
    specText: null,
    module: null,
    parts: [],
    wrapper: null,
  };
}

/**
 * Makes the result of a binding: its texts, what the module offers, and what it leaves out.
 *
 * @param facts With the directories that headers of the wrapper are in, relative to it.
 */
export function describeBinding(
  spec: Spec,
  {
    wrapperIncludes,
    ...facts
  }: Pick<BindResult, "diagnostics" | "stages" | "sources"> & { readonly wrapperIncludes?: readonly string[] },
): BindResult {
  let specText: string | undefined;
  let module: string | undefined;
  let parts: readonly ModulePart[] | undefined;
  return {
    ...facts,
    isBound: true,
    spec,
    headers: spec.head.headers,
    get specText() {
      return (specText ??= renderSpec(spec));
    },
    get module() {
      return (module ??= renderModule(spec));
    },
    get parts() {
      return (parts ??= renderModuleParts(spec));
    },
    wrapper: spec.head.wrapper === undefined ? null : renderWrapper(spec, wrapperIncludes),
    omissions: listOmissions(spec),
    counts: countDeclarations(spec),
  };
}

function listOmissions(spec: Spec): readonly Omission[] {
  const unsupported = withoutNamelessNothing(spec.declarations).flatMap((item): readonly Omission[] => {
    const { kind, name, file } = item;
    const reason = obstacleOf(item);
    return reason === undefined ? [] : [{ kind, name, file, reason }];
  });
  const skipped = spec.skipped.map(({ kind, name, file, reason }) => ({
    kind,
    name,
    file,
    reason: skipReasons[reason],
  }));
  return [...unsupported, ...skipped];
}

function countDeclarations(spec: Spec): BindingCounts {
  const counts = { functions: 0, types: 0, constants: 0, macros: 0 };
  for (const declaration of spec.declarations) {
    const group = obstacleOf(declaration) === undefined ? groupOf(declaration) : undefined;
    if (group !== undefined) counts[group] += 1;
    // Its enumerators are offered, whatever becomes of the enum.
    if (declaration.kind === "enum") counts.constants += declaration.enumerators.length;
  }
  return counts;
}

/** What a declaration counts as that is offered; variables are not counted. */
function groupOf({ kind }: SpecDeclaration): keyof BindingCounts | undefined {
  switch (kind) {
    case "macro":
      return "macros";
    case "function":
    case "alias":
      return "functions";
    case "constant":
      return "constants";
    case "struct":
    case "union":
    case "opaque":
    case "enum":
    case "typedef":
      return "types";
    case "variable":
      return undefined;
    default:
      return kind satisfies never;
  }
}
