/** Complaints about annotations: what and where in the configuration. They become diagnostics in `locate-problem.ts`. */
import type { Severity } from "@koine/diagnostics";
import type { ValuePath } from "./check-shape.ts";

/** One thing that is wrong with an annotation. */
export interface AnnotationProblem {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** The way to it in the configuration, or in the annotations of a spec. */
  readonly path: ValuePath;
  readonly help?: string | undefined;
  /** Key of the declaration whose annotation cannot be used. */
  readonly key?: string | undefined;
}

/** Makes the problem of a name that is not there. */
export function unknownName(message: string, path: ValuePath, help: string): AnnotationProblem {
  return { code: "bindgen/annotation-name", severity: "error", message, path, help };
}

/** Makes the problem of two annotations that contradict each other. */
export function conflict(message: string, path: ValuePath, help?: string): AnnotationProblem {
  return { code: "bindgen/annotation-conflict", severity: "error", message, path, help };
}

/** Makes the problem of an annotation that its C type does not allow. */
export function misfit(message: string, path: ValuePath, help?: string): AnnotationProblem {
  return { code: "bindgen/annotation-misfit", severity: "error", message, path, help };
}
