/**
 * Scaffolds: what an author of a library begins with. The glue is generated anew each time; the implementation is written once
 * and then is the author's, so that later runs only tell what it lacks.
 */
import type { AbiFunction } from "../abi/abi-model.ts";
import type { TargetFile } from "../languages/target.ts";
import type { ApiPlan } from "../plan/plan-model.ts";
import type { Definition } from "./author/list-definitions.ts";
import type { AuthorLanguage } from "./author/source-text.ts";
import { cScaffold } from "./c/scaffold.ts";
import { cppScaffold } from "./cpp/scaffold.ts";
import { goScaffold } from "./go/scaffold.ts";
import { rustScaffold } from "./rust/scaffold.ts";

/** The beginnings of an implementation in one language. */
export interface Scaffold {
  /** What `--scaffold` names, and the folder below `scaffold/`. */
  readonly name: AuthorLanguage;
  /** Generated each time. */
  readonly renderGlue: (plan: ApiPlan) => readonly TargetFile[];
  /** Written once. */
  readonly renderImplementation: (plan: ApiPlan) => TargetFile;
  /** Written once, too: what builds the implementation. */
  readonly renderOthers?: (plan: ApiPlan) => readonly TargetFile[];
  /** What the implementation must define, with the text that stands for it until then. */
  readonly listRequired: (plan: ApiPlan) => readonly RequiredFunction[];
  /** Whether a definition stands where only functions of the document do, or has a name that only they have. */
  readonly isOfDocument: (definition: Definition, plan: ApiPlan) => boolean;
  /** The packages of imported documents, which files of the author name. */
  readonly listDependencies?: (plan: ApiPlan) => readonly Dependency[];
  /** What all that a file defines stands in, by the file's place. */
  readonly placeOfFile?: (path: string) => string;
}

/** A package of an imported document. */
export interface Dependency {
  /** The file that names it. */
  readonly path: string;
  readonly name: string;
  /** The line that it is named in. */
  readonly line: string;
}

/** A function of the implementation. */
export interface RequiredFunction {
  readonly declared: AbiFunction;
  /** What it is called in the implementation. */
  readonly name: string;
  /** What it stands in: namespaces, modules and the trait, or the type of a method; empty where it stands alone. */
  readonly place: string;
  readonly text: string;
}

/** All scaffolds. */
export const scaffolds: readonly Scaffold[] = Object.freeze([cScaffold, cppScaffold, rustScaffold, goScaffold]);

/** Names of all scaffolds. */
export const scaffoldNames: readonly string[] = Object.freeze(scaffolds.map(({ name }) => name));
