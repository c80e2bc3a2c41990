/**
 * Whether a macro is defined a second time as something else, which C forbids and compilers warn of.
 *
 * @see C17 6.10.3p2
 */
import type { Diagnostic } from "@koine/diagnostics";
import { spanOfToken } from "../lex/token.ts";
import type { Macro } from "./macro.ts";

/** Describes what is wrong with defining `macro` where `known` is; nothing if they are the same, or are no text of users. */
export function describeRedefinition(known: Macro, macro: Macro): Diagnostic | undefined {
  if (known.nameToken === undefined || macro.nameToken === undefined) return undefined;
  // Compilers keep silent about the headers of the system, and so must whoever cannot change them.
  if (macro.nameToken.source.isSystem || areSameMacros(known, macro)) return undefined;
  return {
    code: "cparser/redefined-macro",
    severity: "warning",
    message: `macro "${macro.name}" is defined again as something else`,
    span: spanOfToken(macro.nameToken),
    related: known.isPredefined ? [] : [{ message: "first defined here", span: spanOfToken(known.nameToken) }],
    help: `the last definition counts; write #undef ${macro.name} in front of it if that is what is meant`,
  };
}

function areSameMacros(left: Macro, right: Macro): boolean {
  const isSameHead = left.parameters?.join() === right.parameters?.join() && left.variadicName === right.variadicName;
  if (!isSameHead || left.body.length !== right.body.length) return false;
  return left.body.every((token, index) => {
    const other = right.body[index];
    return token.text === other?.text && (index === 0 || token.hasSpaceBefore === other.hasSpaceBefore);
  });
}
