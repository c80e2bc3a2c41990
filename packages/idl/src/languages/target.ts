/**
 * What a target is: a name, what it can do, and a pure function from a plan to files. The table of all targets is
 * `languages/index.ts`.
 */
import type { Diagnostic } from "@koine/diagnostics";
import type { ApiPlan } from "../plan/plan-model.ts";

/** What a document can ask of a target. Each target states all of them. */
export type Capability =
  | "async"
  | "cancel"
  | "callbacks"
  | "callback-results"
  | "struct-callback-results"
  | "listeners"
  | "iterators"
  | "streams"
  | "builders"
  | "structs"
  | "imports";

/** One generated file; its path is relative to the output folder, with `/`. */
export interface TargetFile {
  readonly path: string;
  readonly text: string;
}

/** Options that a document or the command line gives a target. */
export type TargetOptions = Readonly<Record<string, unknown>>;

/** An option that a target understands. */
export interface TargetOption {
  readonly name: string;
  readonly type: "text" | "boolean";
  /** One sentence without a full stop. */
  readonly help: string;
  /** The values that a text may have; any when absent. */
  readonly choices?: readonly string[];
}

/** A language that documents are rendered to. */
export interface Target {
  /** What `--target` names and the folder below the output folder: `c`, `ts`, `cpp`, `python`, `go`, `rust`. */
  readonly name: string;
  /** The language, for people. */
  readonly title: string;
  /** Capabilities that it lacks, each with the reason; a target that lacks none writes an empty object. */
  readonly lacks: Readonly<Partial<Record<Capability, string>>>;
  readonly options: readonly TargetOption[];
  /**
   * Renders all files of the target. Pure: the same plan and options give the same bytes.
   *
   * @returns Files below `{name}/`, and what a reader of the document should know.
   */
  readonly render: (plan: ApiPlan, options: TargetOptions) => TargetOutput;
}

/** What rendering gives. */
export interface TargetOutput {
  readonly files: readonly TargetFile[];
  readonly diagnostics: readonly Diagnostic[];
}
