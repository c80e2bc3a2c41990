/**
 * Attributes inside of declarators: behind a `*`, or behind the `(` of one in parentheses. GCC has them speak of the type that
 * the declarator has come to at that place, and not of what is declared. Those of a whole declaration are in `type-attributes.ts`.
 */
import { parseAttributes } from "./attributes.ts";
import { DeclarationParts } from "./declaration-parts.ts";
import type { Parser } from "./parser.ts";
import { atomicBit, noQualifiers, qualifiersFromBits } from "./qualifiers.ts";
import { withConvention } from "./type-attributes.ts";
import { resolveTypedefs } from "./type-layout.ts";
import type { DeclaredType } from "./type-model.ts";

/** The words behind a `*` or a `(`. */
export interface InnerWords {
  readonly qualifiers: DeclaredType["qualifiers"];
  /** What attributes and calling conventions say; `undefined` without any. */
  readonly parts: DeclarationParts | undefined;
  /** Whether a pointer has 32 bits wherever it is (Microsoft's `__ptr32`). */
  readonly isShort: boolean;
  /** The segment that a pointer lies in. */
  readonly segment: string | undefined;
}

const noWords: InnerWords = { qualifiers: noQualifiers, parts: undefined, isShort: false, segment: undefined };

/** Reads qualifiers, attributes and calling conventions. */
export function parseInnerWords(parser: Parser): InnerWords {
  let bits = 0;
  let parts: DeclarationParts | undefined;
  let isShort = false;
  let segment: string | undefined;
  for (;;) {
    const keyword = parser.keyword();
    if (keyword === undefined && !(parser.isAt("[") && parser.peek(1).text === "[")) break;
    if (keyword === undefined || keyword.role === "attribute") {
      parseAttributes(parser, (parts ??= new DeclarationParts()));
      continue;
    }
    if (keyword.role === "qualifier") {
      bits |= keyword.bits;
      isShort ||= parser.isAt("__ptr32");
      if (keyword.isSegment === true) segment = parser.token.text;
    } else if (keyword.role === "atomic") bits |= atomicBit;
    else if (keyword.role === "convention")
      ((parts ??= new DeclarationParts()).attributes ??= {}).convention = keyword.convention;
    else break;
    parser.advance();
  }
  if (bits === 0 && parts === undefined && !isShort && segment === undefined) return noWords;
  return { qualifiers: bits === 0 ? noQualifiers : qualifiersFromBits(bits), parts, isShort, segment };
}

/**
 * Applies what stands inside of a declarator to the type that it has come to; what cannot be told yet is noted in `declared`, for
 * {@link settleInnerAttributes}.
 */
export function applyInnerAttributes(
  type: DeclaredType,
  inner: DeclarationParts,
  declared: DeclarationParts,
): DeclaredType {
  let result = type;
  if (inner.vector !== undefined) declared.vector = inner.vector;
  if (inner.mode !== undefined) declared.mode = inner.mode;
  if (inner.asmLabel !== undefined) declared.asmLabel = inner.asmLabel;
  if (inner.attributes === undefined) return result;
  const { convention, ...attributes } = inner.attributes;
  if (convention !== undefined) {
    if (!leadsToFunction(type)) (declared.attributes ??= {}).convention = convention;
    else if (convention !== "c") result = withConvention(type, convention);
  }
  (declared.inner ??= []).push({ type: result, attributes });
  return result;
}

/** Takes over those attributes inside of a declarator that speak of what is declared, whose type is now known. */
export function settleInnerAttributes(type: DeclaredType, declared: DeclarationParts): void {
  const { inner } = declared;
  if (inner === undefined) return;
  declared.inner = undefined;
  const isFunction = resolveTypedefs(type).kind === "function";
  for (const { type: place, attributes } of inner) {
    const isWhole = place === type;
    // They are about the function that this one gives a pointer to.
    if (!isWhole && isFunction && leadsToFunction(place)) continue;
    // A type that is packed by itself changes no struct that has a member of it, and what is aligned is not what points to it.
    const { isPacked: _, alignment, others = [], ...rest } = attributes;
    const known = (declared.attributes ??= {});
    Object.assign(known, rest);
    if (others.length > 0) known.others = [...(known.others ?? []), ...others];
    if (isWhole && alignment !== undefined) known.alignment = Math.max(alignment, known.alignment ?? 0);
  }
}

/** Whether a type is a function or a pointer to one, which is all that a calling convention can speak of. */
function leadsToFunction(type: DeclaredType): boolean {
  switch (type.kind) {
    case "function":
      return true;
    case "pointer":
      return leadsToFunction(type.target);
    case "array":
      return leadsToFunction(type.element);
    default:
      return false;
  }
}
