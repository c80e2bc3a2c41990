/**
 * Describes the members of a struct or union to `computeRecordLayout`, and keeps what it answers.
 */
import { computeRecordLayout } from "@koine/ctypes";
import type { RecordMember, Target } from "@koine/ctypes";
import type { Token } from "../lex/token.ts";
import { basicType } from "./basic-types.ts";
import type { RecordMemberDeclaration } from "./model.ts";
import { ParseFailure } from "./parser.ts";
import type { Parser } from "./parser.ts";
import type { Mutable, MutableRecord } from "./scope.ts";
import { layoutOfType, resolveTypedefs } from "./type-layout.ts";
import type { DeclaredType } from "./type-model.ts";

/** Computes size, alignment and member offsets; an incomplete member leaves the layout unknown, with a diagnostic. */
export function layOutRecord(
  record: MutableRecord,
  members: readonly Mutable<RecordMemberDeclaration>[],
  options: { readonly parser: Parser; readonly target: Target; readonly keyword: Token },
): void {
  const { parser, target, keyword } = options;
  const described: RecordMember[] = [];
  for (const member of members) {
    const description = describeMember(member, target);
    if (description === undefined) {
      const message = `the layout of "${record.tag ?? "this type"}" is unknown: member "${member.name}" has no known size`;
      parser.warn(keyword, "cparser/unknown-layout", message);
      return;
    }
    described.push(description);
  }
  const { attributes } = record;
  const layout = computeRecordLayout(
    {
      isUnion: record.recordKind === "union",
      members: described,
      isPacked: attributes.isPacked,
      pack: record.pack,
      explicitAlignment: attributes.alignment,
      isMsStruct: attributes.isMsStruct,
      isGccStruct: attributes.isGccStruct,
    },
    target,
  );
  const { byteLength, alignment } = layout;
  if (byteLength > Number.MAX_SAFE_INTEGER) {
    const code = "cparser/invalid-type";
    throw new ParseFailure(keyword, `"${record.tag ?? "this type"}" is larger than any memory`, { code });
  }
  record.layout = { byteLength, alignment, requiredAlignment: layout.requiredAlignment };
  for (const [index, member] of members.entries()) member.bitOffset = layout.members[index]?.bitOffset ?? 0;
}

function describeMember(member: RecordMemberDeclaration, target: Target): RecordMember | undefined {
  const layout = layoutOfType(member.type, target);
  if (layout === undefined) return undefined;
  return {
    byteLength: layout.byteLength,
    alignment: layout.alignment,
    naturalAlignment: naturalAlignment(member.type, target),
    requiredAlignment: requiredAlignment(member.type),
    explicitAlignment: member.attributes.alignment,
    isPacked: member.attributes.isPacked,
    bitWidth: member.bitWidth,
    isNamed: member.name !== undefined,
    arithmeticByteLength: arithmeticByteLength(member.type, target),
  };
}

/** Alignment without what attributes on typedefs of the member itself say; those on typedefs of its elements are part of an array. */
function naturalAlignment(type: DeclaredType, target: Target): number | undefined {
  return layoutOfType(resolveTypedefs(type), target)?.alignment;
}

/** Alignment that attributes on typedefs, or on the record that they name, force. */
function requiredAlignment(type: DeclaredType): number {
  let current = type;
  let required = 0;
  while (current.kind === "typedef") {
    required = Math.max(required, current.typedef.attributes.alignment ?? 0);
    current = current.typedef.type;
  }
  if (current.kind === "array") return Math.max(required, requiredAlignment(current.element));
  if (current.kind !== "record") return required;
  return Math.max(required, current.record.layout?.requiredAlignment ?? 0);
}

function arithmeticByteLength(type: DeclaredType, target: Target): number | undefined {
  const resolved = resolveTypedefs(type);
  if (resolved.kind === "array") return arithmeticByteLength(resolved.element, target);
  if (resolved.kind === "complex") return arithmeticByteLength(basicType(resolved.component), target);
  const isArithmetic = ["integer", "float", "bool", "enum"].includes(resolved.kind);
  return isArithmetic ? layoutOfType(resolved, target)?.byteLength : undefined;
}
