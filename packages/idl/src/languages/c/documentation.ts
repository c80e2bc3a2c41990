/** What stands in comments of a header, and how text is kept from ending or spoiling them. */
import { blockDocumentation } from "@koine/codegen";
import type { DocumentationStyle } from "@koine/codegen";
import type { AbiFunction, AbiRole } from "../../abi/abi-model.ts";
import type { ApiDeclaration, ApiFunction } from "../../model/index.ts";

/**
 * Block comments that no document can break: neither their end nor a second beginning, no trigraph that splices lines, and no
 * invisible character that changes the order of reading; compilers warn of each.
 */
export const cDocumentation: DocumentationStyle = Object.freeze({
  ...blockDocumentation,
  escape: (text: string) =>
    text
      .replaceAll("*/", String.raw`*\/`)
      .replaceAll("/*", String.raw`/\*`)
      .replaceAll("??/", String.raw`?\?/`)
      .replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, ""),
});

/** Roles whose function is what the document describes; the others only serve its types. */
const describedRoles: ReadonlySet<AbiRole> = new Set([
  "function",
  "async",
  "constructor",
  "method",
  "static",
  "getter",
  "builder-set",
  "variant-new",
  "variant-getter",
  "register",
]);

const fixedTexts: ReadonlyMap<AbiRole, string> = new Map([
  ["iterator-next", "Gives 1 and writes the next item, or gives 0 at the end or on failure."],
  ["stream-next", "Asks for the next item; one request at a time."],
  ["builder-build", "Makes the record; the builder stays and must still be destroyed."],
]);

/** The comment before a function. */
export function describeFunction({ role, owner }: AbiFunction): string | undefined {
  if (owner === undefined || !describedRoles.has(role)) return fixedTexts.get(role);
  return joinParagraphs([describeDeclaration(owner), ...describeParameters(owner)]);
}

function describeParameters(owner: ApiDeclaration): readonly (string | undefined)[] {
  if (!isFunction(owner)) return [];
  const lines = owner.parameters.flatMap(({ name, doc }) =>
    doc === undefined ? [] : [`@param ${name} ${doc.trim()}`],
  );
  return lines.length === 0 ? [] : [lines.join("\n")];
}

function isFunction(owner: ApiDeclaration): owner is ApiFunction {
  return "parameters" in owner;
}

/** Text of a declaration, with the version that brought it. */
function describeDeclaration({ doc, since }: ApiDeclaration): string | undefined {
  return joinParagraphs([doc, since === undefined ? undefined : `@since ${since}`]);
}

/** Text of a type; C cannot mark types as deprecated without warning of every mention in the header itself. */
export function describeType({ doc, deprecated }: { readonly doc?: string; readonly deprecated?: string }): string {
  return joinParagraphs([doc, deprecated === undefined ? undefined : `@deprecated ${deprecated}`]) ?? "";
}

function joinParagraphs(paragraphs: readonly (string | undefined)[]): string | undefined {
  const present = paragraphs.flatMap((text) => (text === undefined || text.trim() === "" ? [] : [text.trim()]));
  return present.length === 0 ? undefined : present.join("\n\n");
}
