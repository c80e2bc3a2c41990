/** What stands before questions about a spec in C: its macros, the headers that types are named by, and its own headers. */
import type { Spec, SpecHead } from "../spec/model.ts";

/**
 * Renders definitions and includes.
 *
 * @param headers The spec's headers as `#include` takes them: `<zlib.h>` or `"/project/a.h"`.
 */
export function renderCPrelude(spec: Spec, headers: readonly string[]): string {
  // What types of the spec are named by; the last two are not everywhere.
  const always = ["stdarg.h", "stddef.h", "stdint.h"].map((header) => `#include <${header}>`);
  const perhaps = ["sys/types.h", "wchar.h"].map(
    (header) => `#if __has_include(<${header}>)\n#include <${header}>\n#endif`,
  );
  const own = headers.map((header) => `#include ${header}`);
  return [...renderCDefines(spec.head), ...always, ...perhaps, ...own, ...renderUndefinitions(spec)].join("\n");
}

/** Renders the macros that headers were read with. `-D NAME` defines 1, as compilers do. */
export function renderCDefines({ defines, undefines = [] }: SpecHead): readonly string[] {
  return [
    ...undefines.map((name) => `#undef ${name}`),
    ...defines.map((define) => `#define ${define.includes("=") ? define.replace("=", " ") : `${define} 1`}`),
  ];
}

/** Where a macro has the name of a member or a type, C could not name that. */
function renderUndefinitions({ declarations, skipped }: Spec): readonly string[] {
  const members = new Set(
    declarations.flatMap((item) => ("members" in item ? item.members.map(({ name }) => name) : [])),
  );
  const hiding = skipped.filter(
    ({ kind, name, reason }) => reason === "macro-hides-declaration" || (kind === "macro" && members.has(name)),
  );
  return [...new Set(hiding.map(({ name }) => `#undef ${name}`))];
}
