/** The table of all targets. */
import { cTarget } from "./c/target.ts";
import { cppTarget } from "./cpp/target.ts";
import { goTarget } from "./go/target.ts";
import { pythonTarget } from "./python/target.ts";
import { rustTarget } from "./rust/target.ts";
import type { Target } from "./target.ts";
import { typescriptTarget } from "./ts/target.ts";

/** Every language that documents are rendered to, in the order of the documentation. */
export const targets: readonly Target[] = Object.freeze([
  cTarget,
  cppTarget,
  typescriptTarget,
  pythonTarget,
  goTarget,
  rustTarget,
]);
