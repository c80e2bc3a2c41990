/** What a frontend case is: a promise of what lies above the backend contract, kept on every backend. */
import type { LibraryName } from "../../library/library-name.ts";

/** One promise and how it is checked. */
export interface FrontendCase {
  readonly name: string;
  /** Checks it with the library of the cases (`library.c`, `simulated-library.ts`). */
  readonly run: (library: LibraryName) => void;
}
