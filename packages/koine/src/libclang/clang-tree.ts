/** libclang's syntax tree in terms of JavaScript: texts, children, places. What the nodes mean is in `entity-reader.ts`. */
import type { Span } from "@koine/diagnostics";
import { allocate, c } from "koine";
import * as raw from "./raw.gen.ts";
import type { CXCursor, CXSourceLocation, CXString } from "./raw.gen.ts";

/** Reads a `CXString` and frees it. */
export function takeText(string: CXString): string {
  const text = raw.clang_getCString(string) ?? "";
  raw.clang_disposeString(string);
  return text;
}

/** Lists the direct children of a node. */
export function listChildren(parent: CXCursor): readonly CXCursor[] {
  const children: CXCursor[] = [];
  raw.clang_visitChildren(
    parent,
    (child) => {
      children.push(child);
      return raw.CXChildVisit_Continue;
    },
    null,
  );
  return children;
}

/** Tells which node of clang's own a declaration is: all cursors to it have the same. */
export function identityOf(declaration: CXCursor): string {
  return String(raw.clang_getCanonicalCursor(declaration).data.at(0)?.address ?? 0n);
}

/** Turns places of clang into spans; remembers the names of files. */
export class ClangPlaces {
  readonly #file = allocate(raw.CXFile);
  readonly #line = allocate(c.uint);
  readonly #column = allocate(c.uint);
  readonly #offset = allocate(c.uint);
  readonly #names = new Map<bigint, string>();
  readonly #presume: (span: Span) => Span;

  /** @param presume Gives the place that a preprocessed file says of one of its own. */
  constructor(presume: (span: Span) => Span) {
    this.#presume = presume;
  }

  /** Gives where something is; `undefined` for what is in no file. Names that macros make are where the macro is used. */
  spanOf(location: CXSourceLocation, length: number): Span | undefined {
    raw.clang_getExpansionLocation(location, this.#file, this.#line, this.#column, this.#offset);
    const file = this.#file.value;
    if (file === null) return undefined;
    let name = this.#names.get(file.address);
    if (name === undefined) {
      name = takeText(raw.clang_getFileName(file));
      this.#names.set(file.address, name);
    }
    const start = this.#offset.value;
    const [line, column] = [this.#line.value, this.#column.value];
    return this.#presume({ file: name, start, end: start + length, line, column });
  }
}
