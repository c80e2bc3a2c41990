/**
 * Lists of initializers, as far as they say how long an array is: designators, and braces that are left out, decide which element
 * is the last (C17 6.7.9p17-22). Their values are nobody's business.
 */
import { ParseFailure } from "../declaration/parser.ts";
import type { Parser } from "../declaration/parser.ts";
import type { RecordMemberDeclaration } from "../declaration/model.ts";
import { resolveTypedefs } from "../declaration/type-layout.ts";
import type { DeclaredArray, DeclaredType } from "../declaration/type-model.ts";
import type { ExpressionParser } from "./expression-parser.ts";

/** Goes past a list in braces, which gives its length to an array without one. */
export function skipInitializerList(expressions: ExpressionParser, type: DeclaredType): DeclaredType {
  const { parser } = expressions;
  const start = parser.position;
  parser.skipBalanced();
  const resolved = resolveTypedefs(type);
  if (resolved.kind !== "array" || resolved.length !== null || resolved.isVariableLength) return type;
  const end = parser.position;
  parser.position = start + 1;
  const length = countElements(expressions, resolved, end - 1);
  parser.position = end;
  return length === undefined ? type : { ...resolved, length };
}

/** Gives the number of elements up to a position; `undefined` if it is not known. */
function countElements(expressions: ExpressionParser, array: DeclaredArray, end: number): number | undefined {
  const { parser } = expressions;
  try {
    const text =
      parser.token.kind === "string" && isCharacter(array.element) ? expressions.parseApart().type : undefined;
    if (text?.kind === "array") return text.length ?? undefined;
    const cursor = new ElementCursor(array);
    while (parser.position < end) {
      if ((parser.isAt("[") || parser.isAt(".")) && !designate(expressions, cursor)) return undefined;
      if (!initialize(expressions, cursor)) return undefined;
      parser.accept(",");
    }
    return cursor.length;
  } catch (error) {
    if (error instanceof ParseFailure) return undefined;
    throw error;
  }
}

function isCharacter(type: DeclaredType): boolean {
  return resolveTypedefs(type).kind === "integer";
}

/** Goes past one initializer; tells whether it is known what it initializes. */
function initialize(expressions: ExpressionParser, cursor: ElementCursor): boolean {
  const { parser } = expressions;
  if (!parser.isAt("{")) {
    const start = parser.position;
    skipExpression(parser);
    const end = parser.position;
    const isText = parser.previous?.kind === "string";
    const given = (): DeclaredType | undefined => {
      parser.position = start;
      const { type } = expressions.parseApart();
      parser.position = end;
      return type;
    };
    if (!descend(cursor, isText, given)) return false;
  } else parser.skipBalanced();
  cursor.advance();
  return true;
}

/** Goes to the first part that an expression can initialize, where the braces of what contains it are left out. */
function descend(cursor: ElementCursor, isText: boolean, given: () => DeclaredType | undefined): boolean {
  for (;;) {
    const type = cursor.current();
    if (type === undefined || type.kind === "vector" || type.kind === "unsupported") return false;
    if (type.kind !== "array" && type.kind !== "record") return true;
    if (type.kind === "array" && isText && isCharacter(type.element)) return true;
    if (type.kind === "record") {
      const value = given();
      const own = value && resolveTypedefs(value);
      // Of what is not known, only that it is no number.
      if (own === undefined) return false;
      if (own.kind === "record" && own.record === type.record) return true;
    }
    if (!cursor.enter()) return false;
  }
}

function skipExpression(parser: Parser): void {
  while (!parser.isAt(",") && !parser.isAt("}") && !parser.isAtEnd()) {
    if (parser.isAt("(") || parser.isAt("{") || parser.isAt("[")) parser.skipBalanced();
    else parser.advance();
  }
}

/** Follows `[2].member =`, and GNU's `[2 ... 5] =`; tells whether it is known where it leads. */
function designate(expressions: ExpressionParser, cursor: ElementCursor): boolean {
  const { parser } = expressions;
  cursor.restart();
  for (let isFirst = true; parser.isAt("[") || parser.isAt("."); isFirst = false) {
    if (!isFirst && !cursor.enter()) return false;
    if (parser.accept(".")) {
      if (!cursor.selectMember(parser.advance().text)) return false;
      continue;
    }
    parser.advance();
    let { value } = expressions.parseApart();
    if (parser.accept("...")) ({ value } = expressions.parseApart());
    parser.expect("]", "after an index");
    if (typeof value !== "bigint" || !cursor.selectElement(Number(value))) return false;
  }
  // GNU takes a designator without the sign.
  parser.accept("=");
  return true;
}

/** An array or record, and which part of it is next. */
interface Frame {
  readonly container: DeclaredType & { readonly kind: "array" | "record" };
  /** What can be initialized of a record. */
  readonly members: readonly RecordMemberDeclaration[];
  readonly count: number;
  index: number;
}

/** Where the next initializer goes: a path from the array to a part of an element. */
class ElementCursor {
  /** So many elements were initialized, or stand before one that was. */
  length = 0;
  readonly #root: Frame;
  #frames: Frame[];

  constructor(array: DeclaredArray) {
    this.#root = { container: array, members: [], count: Infinity, index: 0 };
    this.#frames = [this.#root];
  }

  /** The type of what is next, without typedefs. */
  current(): DeclaredType | undefined {
    const { container, members, index, count } = this.#top;
    if (index >= count) return undefined;
    const type = container.kind === "array" ? container.element : members[index]?.type;
    return type && resolveTypedefs(type);
  }

  /** Goes to the first part of what is next; tells whether there is one. */
  enter(): boolean {
    const type = this.current();
    if (type?.kind !== "array" && type?.kind !== "record") return false;
    const members = type.kind === "record" ? (type.record.members ?? []).filter(isInitialized) : [];
    const count = type.kind === "array" ? (type.length ?? 0) : members.length;
    if (count === 0) return false;
    this.#frames.push({ container: type, members, count, index: 0 });
    return true;
  }

  /** Goes behind what was initialized, and out of everything that has no further part. */
  advance(): void {
    this.length = Math.max(this.length, this.#root.index + 1);
    this.#top.index++;
    while (this.#frames.length > 1 && isComplete(this.#top)) {
      this.#frames.pop();
      this.#top.index++;
    }
  }

  /** Goes back to the array. */
  restart(): void {
    this.#frames = [this.#root];
  }

  selectElement(index: number): boolean {
    const frame = this.#top;
    const isInside = Number.isSafeInteger(index) && index >= 0 && index < frame.count;
    if (frame.container.kind !== "array" || !isInside) return false;
    frame.index = index;
    return true;
  }

  selectMember(name: string): boolean {
    const frame = this.#top;
    const index = frame.members.findIndex((member) => member.name === name);
    if (index >= 0) {
      frame.index = index;
      return true;
    }
    // In anonymous members the names are those of what contains them.
    for (const [place, member] of frame.members.entries()) {
      if (member.name !== undefined) continue;
      frame.index = place;
      if (this.enter() && this.selectMember(name)) return true;
      this.#frames.length = this.#frames.indexOf(frame) + 1;
    }
    return false;
  }

  get #top(): Frame {
    return this.#frames.at(-1) ?? this.#root;
  }
}

/** Bit-fields without a name only take room (C17 6.7.9p9). */
function isInitialized({ name, type }: RecordMemberDeclaration): boolean {
  return name !== undefined || resolveTypedefs(type).kind === "record";
}

/** Of a union one member is initialized. */
function isComplete({ container, index, count }: Frame): boolean {
  return (container.kind === "record" && container.record.recordKind === "union") || index >= count;
}
