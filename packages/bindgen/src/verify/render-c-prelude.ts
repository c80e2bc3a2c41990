/** What stands before questions about a spec in C: its macros, the headers that types are named by, and its own headers. */
import type { Spec, SpecHead } from "../spec/model.ts";
import { hasOurName } from "../spec/our-names.ts";
import { untaggedTypes } from "../spec/untagged-types.ts";
import { renderCDeclaration } from "./render-c-type.ts";

/** Headers as `#include` takes them: `<zlib.h>` or `"/project/a.h"`. */
export interface SpelledHeaders {
  readonly headers: readonly string[];
  /** Those that stand before all others. */
  readonly preincludes: readonly string[];
}

/** Renders definitions and includes. */
export function renderCPrelude(spec: Spec, { headers, preincludes }: SpelledHeaders): string {
  // What types of the spec are named by; the last two are not everywhere. Headers that decide what the C library declares
  // (`_GNU_SOURCE`) must stand before it.
  const always = ["stdarg.h", "stddef.h", "stdint.h"].map((header) => `#include <${header}>`);
  const perhaps = ["sys/types.h", "wchar.h"].map(
    (header) => `#if __has_include(<${header}>)\n#include <${header}>\n#endif`,
  );
  const before = preincludes.map((header) => `#include ${header}`);
  const own = headers.map((header) => `#include ${header}`);
  const after = [...renderUndefinitions(spec), ...renderTypedefs(spec)];
  return [
    ...renderCDefines(spec.head),
    ...renderForwardDeclarations(spec),
    ...before,
    ...own,
    ...always,
    ...perhaps,
    ...after,
  ].join("\n");
}

/** Renders the macros that headers were read with. `-D NAME` defines 1, as compilers do. */
export function renderCDefines({ defines, undefines = [] }: SpecHead): readonly string[] {
  return [
    ...undefines.map((name) => `#undef ${name}`),
    ...defines.map((define) => `#define ${define.includes("=") ? define.replace("=", " ") : `${define} 1`}`),
  ];
}

/** What a header names only in parameter lists is another type in each of them to C (C17 6.2.1p4), unless it is declared before. */
function renderForwardDeclarations({ declarations }: Spec): readonly string[] {
  return declarations.flatMap((item) =>
    item.kind === "opaque" && !item.isAnonymous ? [`${item.of} ${item.name};`] : [],
  );
}

/** Where a macro has the name of a member or a type, C could not name that. */
function renderUndefinitions({ declarations, skipped }: Spec): readonly string[] {
  const members = new Set(
    declarations.flatMap((item) => ("members" in item ? item.members.map(({ name }) => name) : [])),
  );
  const names = new Set(declarations.map(({ name }) => name));
  const hiding = skipped.filter(
    ({ kind, name, reason }) =>
      reason === "macro-hides-declaration" || (kind === "macro" && (names.has(name) || members.has(name))),
  );
  const renaming = declarations.filter(({ kind, name }) => kind === "alias" && members.has(name));
  // GCC's stddef.h marks with it that it was read, glob.h has a type of this name.
  const hidden = ["__size_t", ...[...hiding, ...renaming].map(({ name }) => name)];
  return [...new Set(hidden)].map((name) => `#undef ${name}`);
}

/** `#define X struct X` makes `struct X` two words too many: what such macros stand for is called so by a typedef. */
function renderTypedefs({ declarations }: Spec): readonly string[] {
  const untagged = untaggedTypes(declarations);
  const taken = new Set(
    declarations.flatMap((item) => {
      if (item.kind === "opaque" || item.kind === "enum") return item.name;
      return "members" in item ? [item.name, ...item.members.map(({ name }) => name)] : [];
    }),
  );
  return declarations.flatMap((item) => {
    if (item.kind !== "typedef" || !taken.has(item.name) || hasOurName(item.type)) return [];
    const typedef = `typedef ${renderCDeclaration(item.type, item.name, untagged)};`;
    // What the header itself calls so stays as it is.
    return [`#ifdef ${item.name}`, `#undef ${item.name}`, typedef, "#endif"];
  });
}
