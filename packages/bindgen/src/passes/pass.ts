/** What a pass is: one small pure step between the lowered headers and the spec. Their order is in `run-passes.ts`. */
import type { Target } from "@koine/ctypes";
import type { SpecDeclaration, SpecFilter, SpecSkipped } from "../spec/model.ts";

/** What passes hand on. Frozen. */
export interface PassState {
  /** What the spec will declare, as far as decided. */
  readonly declarations: readonly SpecDeclaration[];
  /** Declarations of other headers: types among them may be needed to say what the chosen ones mean. */
  readonly others: readonly SpecDeclaration[];
  readonly skipped: readonly SpecSkipped[];
}

/** What the user asked for. */
export interface PassOptions {
  /** Names of the headers whose declarations are wanted. */
  readonly wantedFiles: ReadonlySet<string>;
  /** Those of them that nobody includes by name: what is reserved there concerns the C library alone. */
  readonly internalFiles: ReadonlySet<string>;
  readonly filter: SpecFilter;
  /** Tells whether the members of the record of a name are nobody's business. */
  readonly isSealed: (name: string) => boolean;
  readonly targets: readonly Target[];
}

/** One step. */
export interface Pass {
  /** Kebab case, as `--stages` and tests name it. */
  readonly name: string;
  /** What it does, one sentence. */
  readonly summary: string;
  readonly run: (state: PassState, options: PassOptions) => PassState;
}
