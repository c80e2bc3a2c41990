/** Every name is an identifier, no reserved word, and no built-in type. */
import type { Span } from "@koine/diagnostics";
import type { ApiDocument } from "../../model/document.ts";
import { builtinTypeNames } from "../../resolve/builtin-types.ts";
import type { DeclarationKind } from "../declarations.ts";
import type { RuleContext } from "./rule.ts";

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;

const reservedWords: ReadonlySet<string> = new Set(
  "if else for while loop match type return async await break continue fn struct enum mod use".split(" "),
);

const typeKinds: ReadonlySet<DeclarationKind> = new Set([
  "alias",
  "enum",
  "set of flags",
  "struct",
  "interface",
  "callback",
]);

/** Checks every declared name, the prefix and the names of imports. */
export function checkNames({ api, declarations, document, report }: RuleContext): void {
  for (const { declaration, kind } of declarations) {
    const { name, span } = declaration;
    const what = `${/^[aei]/.test(kind) ? "an" : "a"} ${kind}`;
    if (!identifier.test(name)) {
      report("invalid-name", span, { what, name: JSON.stringify(name), suggestion: suggestIdentifier(name) });
    } else if (reservedWords.has(name)) {
      report("reserved-word", span, { what, name });
    } else if (typeKinds.has(kind) && builtinTypeNames.has(name)) {
      report("builtin-name", span, { what: `${kind} \`${name}\``, name });
    }
  }
  const others = [
    ...document.imports.map(({ name }) => ({ what: "an import", ...name })),
    { what: "the prefix of C names", value: api.prefix, span: document.c_prefix?.span ?? placeOfPrefix(document) },
  ];
  for (const { what, value, span } of others) {
    if (identifier.test(value)) continue;
    report("invalid-name", span, { what, name: JSON.stringify(value), suggestion: suggestIdentifier(value) });
  }
}

/** Old documents give the prefix as an option of a generator. */
function placeOfPrefix({ generators, span }: ApiDocument): Span {
  return generators?.span ?? span;
}

function suggestIdentifier(name: string): string {
  const cleaned = name
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^A-Za-z0-9_]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .replace(/^(?=\d)/, "_");
  return cleaned === "" ? "give it a name of letters, digits and `_`" : `write \`${cleaned}\``;
}
