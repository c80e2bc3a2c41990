/** A call while it is rendered: its names, how its arguments are given, and what stands before each call of the library. */
import type { CodeWriter } from "@koine/codegen";
import type { CallPlan } from "../../plan/plan-model.ts";
import type { Input } from "./marshal-in.ts";
import type { RustFile } from "./rust-file.ts";

/** How a call is written. */
export interface CallShape {
  readonly name: string;
  /** Whether it is called on an object. */
  readonly isMethod: boolean;
}

/** A call with its names. */
export interface CallSource extends CallShape {
  readonly call: CallPlan;
  readonly file: RustFile;
  /** How the arguments are given; the receiver is not among them. */
  readonly inputs: readonly Input[];
}

/** What stands before a call of the library. */
export const callIsSafe = "// SAFETY: the arguments are of the declared types, and live until the call ends.";
/** What stands before the conversion of a result. */
export const resultIsSafe = "// SAFETY: the library gave it as it declares.";

/** Renders what makes room for the error and prepares the arguments. */
export function renderPreparation(writer: CodeWriter, { inputs }: CallSource): void {
  writer.line("let mut failure = support::Failure::new()?;");
  writer.lines(inputs.flatMap(({ prepared }) => prepared));
}

/** The expressions of the receiver and of all arguments. */
export function listPassed({ inputs, isMethod }: CallSource): readonly string[] {
  return [...(isMethod ? ["self.native()"] : []), ...inputs.flatMap(({ passed }) => passed)];
}
