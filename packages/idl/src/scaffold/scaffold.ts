/**
 * Scaffolds: what an author of a library begins with. The glue is generated anew each time; the implementation is written once
 * and then is the author's, so that later runs only tell what it lacks.
 */
import type { Diagnostic } from "@koine/diagnostics";
import type { AbiFunction } from "../abi/abi-model.ts";
import { createDiagnostic } from "../diagnostics/reporter.ts";
import type { TargetFile } from "../languages/target.ts";
import type { ApiPlan } from "../plan/plan-model.ts";
import { cScaffold } from "./c/scaffold.ts";
import { cppScaffold } from "./cpp/scaffold.ts";
import { goScaffold } from "./go/scaffold.ts";
import { rustScaffold } from "./rust/scaffold.ts";

/** The beginnings of an implementation in one language. */
export interface Scaffold {
  /** What `--scaffold` names, and the folder below `scaffold/`. */
  readonly name: string;
  /** Generated each time. */
  readonly renderGlue: (plan: ApiPlan) => readonly TargetFile[];
  /** Written once. */
  readonly renderImplementation: (plan: ApiPlan) => TargetFile;
  /** Written once, too: what builds the implementation. */
  readonly renderOthers?: (plan: ApiPlan) => readonly TargetFile[];
  /** What the implementation must define, with the text that stands for it until then. */
  readonly listRequired: (plan: ApiPlan) => readonly RequiredFunction[];
}

/** A function of the implementation. */
export interface RequiredFunction {
  readonly declared: AbiFunction;
  /** What it is called in the implementation. */
  readonly name: string;
  readonly text: string;
  /** Whether a file has it; when absent, one that mentions its name before a bracket does. */
  readonly isDefined?: (text: string) => boolean;
}

/** All scaffolds. */
export const scaffolds: readonly Scaffold[] = Object.freeze([cScaffold, cppScaffold, rustScaffold, goScaffold]);

/** Names of all scaffolds. */
export const scaffoldNames: readonly string[] = Object.freeze(scaffolds.map(({ name }) => name));

/**
 * Tells what an author's implementation does not define yet.
 *
 * @param text The file as it is.
 */
export function findMissingFunctions(
  scaffold: Scaffold,
  plan: ApiPlan,
  { path, text }: TargetFile,
): readonly Diagnostic[] {
  const mentioned = new Set(text.match(/\w+(?=\s*\()/g));
  return scaffold.listRequired(plan).flatMap(({ declared, name, text: skeleton, isDefined }): Diagnostic[] => {
    if (isDefined?.(text) ?? mentioned.has(name)) return [];
    return [
      {
        ...createDiagnostic("missing-implementation", { path, symbol: declared.symbol, skeleton }),
        span: declared.owner?.span,
      },
    ];
  });
}
