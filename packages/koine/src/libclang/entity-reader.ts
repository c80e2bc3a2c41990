/**
 * Declarations of a translation unit as libclang sees them, as declarations of `@koine/cparser`: one object per entity,
 * completed in place. Types are read by `type-reader.ts`.
 */
import { cleanDocComment } from "@koine/cparser";
import type {
  Attributes,
  Declaration,
  EnumDeclaration,
  FunctionDeclaration,
  Mutable,
  RecordDeclaration,
  RecordMemberDeclaration,
  Storage,
  TypedefDeclaration,
  VariableDeclaration,
} from "@koine/cparser";
import type { Span } from "@koine/diagnostics";
import { Arena, c } from "koine";
import { identityOf, listChildren, takeText } from "./clang-tree.ts";
import type { ClangPlaces } from "./clang-tree.ts";
import * as raw from "./raw.gen.ts";
import type { CXCursor } from "./raw.gen.ts";
import { TypeReader } from "./type-reader.ts";
import type { Entities } from "./type-reader.ts";

const nowhere: Span = Object.freeze({ file: "<built-in>", start: 0, end: 0, line: 1, column: 1 });

const storages: ReadonlyMap<number, Storage> = new Map([
  [raw.CX_SC_Extern, "extern"],
  [raw.CX_SC_Static, "static"],
  [raw.CX_SC_Auto, "auto"],
  [raw.CX_SC_Register, "register"],
]);

/** Reads the declarations of one translation unit. */
export class EntityReader implements Entities {
  readonly declarations: Declaration[] = [];
  readonly places: ClangPlaces;
  readonly #types = new TypeReader(this);
  readonly #byIdentity = new Map<string, Declaration>();
  readonly #isUnderscored: boolean;

  /** @param isUnderscored Whether symbols of C names begin with an underscore (macOS, 32-bit Windows). */
  constructor(isUnderscored: boolean, places: ClangPlaces) {
    this.#isUnderscored = isUnderscored;
    this.places = places;
  }

  /** Reads a declaration that stands at the top of a file. */
  read(cursor: CXCursor): void {
    switch (cursor.kind) {
      case raw.CXCursor_StructDecl:
      case raw.CXCursor_UnionDecl:
        this.#readRecord(cursor);
        return;
      case raw.CXCursor_EnumDecl:
        this.enumOf(cursor);
        return;
      case raw.CXCursor_TypedefDecl:
        this.typedefOf(cursor);
        return;
      case raw.CXCursor_FunctionDecl:
        this.#readFunction(cursor);
        return;
      case raw.CXCursor_VarDecl:
        this.#readVariable(cursor);
        return;
      default:
    }
  }

  recordOf(cursor: CXCursor): RecordDeclaration {
    const known = this.#known(cursor);
    if (known?.kind === "record") return known;
    const record: Mutable<RecordDeclaration> = {
      ...this.#declared(cursor),
      kind: "record",
      recordKind: cursor.kind === raw.CXCursor_UnionDecl ? "union" : "struct",
      ...this.#namesOf(cursor),
      members: null,
      layout: null,
      pack: 0,
    };
    this.#add(cursor, record);
    return record;
  }

  /** Completes a record where its members stand, so that what they declare comes in source order. */
  #readRecord(cursor: CXCursor): void {
    const record = this.recordOf(cursor);
    if (raw.clang_isCursorDefinition(cursor) === 0) return;
    Object.assign(record, this.#declared(cursor));
    this.#complete(record, cursor);
  }

  enumOf(cursor: CXCursor): EnumDeclaration {
    const known = this.#known(cursor);
    if (known?.kind === "enum") return known;
    const definition = raw.clang_getCursorDefinition(cursor);
    const isComplete = raw.clang_Cursor_isNull(definition) === 0;
    const type = raw.clang_getCursorType(cursor);
    const base = behindTypedefs(this.#types.read(raw.clang_getEnumDeclIntegerType(isComplete ? definition : cursor)));
    const baseType =
      base.kind === "integer" || base.kind === "bool"
        ? base
        : ({ kind: "integer", name: "unsigned int", qualifiers: base.qualifiers } as const);
    const isSigned = baseType.kind === "integer" && !baseType.name.startsWith("unsigned");
    const enumeration: EnumDeclaration = {
      ...this.#declared(cursor),
      kind: "enum",
      ...this.#namesOf(cursor),
      enumerators: isComplete ? this.#readEnumerators(definition, isSigned) : null,
      baseType,
      hasDeclaredBase: false,
      layout: {
        byteLength: Number(raw.clang_Type_getSizeOf(type)),
        alignment: Number(raw.clang_Type_getAlignOf(type)),
      },
    };
    this.#add(cursor, enumeration);
    return enumeration;
  }

  typedefOf(cursor: CXCursor): TypedefDeclaration {
    const name = takeText(raw.clang_getCursorSpelling(cursor));
    const known = this.#known(cursor);
    if (known?.kind === "typedef") return known;
    const type = this.#types.read(raw.clang_getTypedefDeclUnderlyingType(cursor));
    const typedef: TypedefDeclaration = { ...this.#declared(cursor), kind: "typedef", name, type };
    this.#add(cursor, typedef);
    nameType(type, name);
    return typedef;
  }

  #readEnumerators(definition: CXCursor, isSigned: boolean): EnumDeclaration["enumerators"] {
    return listChildren(definition)
      .filter(({ kind }) => kind === raw.CXCursor_EnumConstantDecl)
      .map((child) => ({
        ...this.#declared(child),
        name: takeText(raw.clang_getCursorSpelling(child)),
        value: isSigned ? raw.clang_getEnumConstantDeclValue(child) : raw.clang_getEnumConstantDeclUnsignedValue(child),
      }));
  }

  #readFunction(cursor: CXCursor): void {
    const known = this.#known(cursor) as Mutable<FunctionDeclaration> | undefined;
    const parameters = Array.from({ length: Math.max(0, raw.clang_Cursor_getNumArguments(cursor)) }, (_, place) =>
      raw.clang_Cursor_getArgument(cursor, place),
    );
    const type = this.#types.readFunction(raw.clang_getCursorType(cursor), parameters);
    const isInline = raw.clang_Cursor_isFunctionInlined(cursor) !== 0;
    const hasBody = raw.clang_isCursorDefinition(cursor) !== 0;
    if (known !== undefined) {
      known.isInline ||= isInline;
      known.hasBody ||= hasBody;
      known.doc ??= readDocumentation(cursor);
      // An asm label may come with a later declaration.
      if (known.symbol === known.name) known.symbol = this.#symbolOf(cursor, known.name);
      const hasNames = known.type.parameters.some(({ name }) => name !== undefined);
      if (type.hasPrototype && (!known.type.hasPrototype || !hasNames)) known.type = type;
      return;
    }
    const name = takeText(raw.clang_getCursorSpelling(cursor));
    const declaration: FunctionDeclaration = {
      ...this.#declared(cursor),
      kind: "function",
      name,
      type,
      typedefName: undefined,
      storage: storages.get(raw.clang_Cursor_getStorageClass(cursor)) ?? "none",
      isInline,
      hasBody,
      symbol: this.#symbolOf(cursor, name),
    };
    this.#add(cursor, declaration);
  }

  #readVariable(cursor: CXCursor): void {
    if (this.#known(cursor) !== undefined) return;
    const name = takeText(raw.clang_getCursorSpelling(cursor));
    this.#add(cursor, {
      ...this.#declared(cursor),
      kind: "variable",
      name,
      type: this.#types.read(raw.clang_getCursorType(cursor)),
      storage: storages.get(raw.clang_Cursor_getStorageClass(cursor)) ?? "none",
      isThreadLocal: raw.clang_getCursorTLSKind(cursor) !== raw.CXTLS_None,
      hasInitializer: false,
      value: undefined,
      isBeyondNumbers: false,
      symbol: this.#symbolOf(cursor, name),
    } satisfies VariableDeclaration);
  }

  #complete(record: Mutable<RecordDeclaration>, definition: CXCursor): void {
    const type = raw.clang_getCursorType(definition);
    const byteLength = Number(raw.clang_Type_getSizeOf(type));
    const children = listChildren(definition);
    const members: RecordMemberDeclaration[] = [];
    record.members = members;
    if (children.some(({ kind }) => kind === raw.CXCursor_PackedAttr)) {
      record.attributes = { ...record.attributes, isPacked: true };
    }
    for (const child of children) {
      if (child.kind === raw.CXCursor_FieldDecl) members.push(this.#readField(child));
      else this.read(child);
      if (isUnnamedGroup(child)) members.push(this.#readUnnamedGroup(child, definition));
    }
    if (byteLength < 0) return;
    record.layout = { byteLength, alignment: Number(raw.clang_Type_getAlignOf(type)), requiredAlignment: 0 };
  }

  #readField(cursor: CXCursor): RecordMemberDeclaration {
    const name = takeText(raw.clang_getCursorSpelling(cursor));
    const isBitField = raw.clang_Cursor_isBitField(cursor) !== 0;
    return {
      ...this.#declared(cursor),
      name: name === "" ? undefined : name,
      type: this.#types.read(raw.clang_getCursorType(cursor)),
      bitOffset: Number(raw.clang_Cursor_getOffsetOfField(cursor)),
      bitWidth: isBitField ? raw.clang_getFieldDeclBitWidth(cursor) : undefined,
    };
  }

  /** libclang tells where the members of an unnamed struct are in the one around it, not where the struct itself is. */
  #readUnnamedGroup(cursor: CXCursor, around: CXCursor): RecordMemberDeclaration {
    const record = this.recordOf(cursor);
    const [leaf, insideOffset] = firstNamedMember(record);
    const offset = raw.clang_Type_getOffsetOf(raw.clang_getCursorType(around), leaf ?? "");
    return {
      ...this.#declared(cursor),
      name: undefined,
      type: this.#types.read(raw.clang_getCursorType(cursor)),
      bitOffset: leaf === undefined ? 0 : Number(offset) - insideOffset,
      bitWidth: undefined,
    };
  }

  #known(cursor: CXCursor): Declaration | undefined {
    return this.#byIdentity.get(identityOf(cursor));
  }

  #add(cursor: CXCursor, declaration: Declaration): void {
    this.#byIdentity.set(identityOf(cursor), declaration);
    // What clang declares by itself is in no file.
    if (declaration.span !== nowhere) this.declarations.push(declaration);
  }

  #declared(cursor: CXCursor): {
    readonly span: Span;
    readonly doc: string | undefined;
    readonly attributes: Attributes;
  } {
    const length = takeText(raw.clang_getCursorSpelling(cursor)).length;
    return {
      span: this.places.spanOf(raw.clang_getCursorLocation(cursor), length) ?? nowhere,
      doc: readDocumentation(cursor),
      attributes: readAttributes(cursor),
    };
  }

  /** Tags are spelled with their keyword; a typedef that names a struct without a tag is not. */
  #namesOf(cursor: CXCursor): { readonly tag: string | undefined; readonly name: string | undefined } {
    const spelling = takeText(raw.clang_getTypeSpelling(raw.clang_getCursorType(cursor)));
    const tag = /^(?:struct|union|enum) ([\w$]+)$/.exec(spelling)?.[1];
    return { tag, name: tag };
  }

  #symbolOf(cursor: CXCursor, name: string): string {
    const mangled = takeText(raw.clang_Cursor_getMangling(cursor));
    // \x01 says that what follows is an asm label, which is taken as it is.
    if (mangled.startsWith("\u0001")) return mangled.slice(1);
    if (mangled === "") return name;
    return this.#isUnderscored && mangled.startsWith("_") ? mangled.slice(1) : mangled;
  }
}

/** `typedef struct { … } Name;` names the struct. */
function nameType(type: TypedefDeclaration["type"], name: string): void {
  const entity = type.kind === "record" ? type.record : type.kind === "enum" ? type.enumeration : undefined;
  if (entity !== undefined && entity.name === undefined) (entity as { name: string | undefined }).name = name;
}

function behindTypedefs(type: TypedefDeclaration["type"]): TypedefDeclaration["type"] {
  let current = type;
  while (current.kind === "typedef") current = current.typedef.type;
  return current;
}

function isUnnamedGroup(cursor: CXCursor): boolean {
  const isRecord = cursor.kind === raw.CXCursor_StructDecl || cursor.kind === raw.CXCursor_UnionDecl;
  return isRecord && raw.clang_Cursor_isAnonymousRecordDecl(cursor) !== 0;
}

function firstNamedMember({ members }: RecordDeclaration, offset = 0): readonly [string | undefined, number] {
  for (const { name, type, bitOffset } of members ?? []) {
    if (name !== undefined) return [name, offset + bitOffset];
    if (type.kind !== "record") continue;
    const inside = firstNamedMember(type.record, offset + bitOffset);
    if (inside[0] !== undefined) return inside;
  }
  return [undefined, 0];
}

function readDocumentation(cursor: CXCursor): string | undefined {
  const comment = takeText(raw.clang_Cursor_getRawCommentText(cursor));
  return comment === "" ? undefined : cleanDocComment(comment);
}

function readAttributes(cursor: CXCursor): Attributes {
  const isFunction = cursor.kind === raw.CXCursor_FunctionDecl;
  const isNoreturn =
    isFunction && takeText(raw.clang_getTypeSpelling(raw.clang_getCursorType(cursor))).includes("noreturn");
  const isFlagEnum =
    cursor.kind === raw.CXCursor_EnumDecl && listChildren(cursor).some(({ kind }) => kind === raw.CXCursor_FlagEnum);
  return { ...(isNoreturn ? { isNoreturn } : {}), ...(isFlagEnum ? { isFlagEnum } : {}), ...readAvailability(cursor) };
}

function readAvailability(cursor: CXCursor): Attributes {
  if (raw.clang_getCursorAvailability(cursor) === raw.CXAvailability_Available) return {};
  using arena = new Arena();
  const isDeprecated = arena.allocate(c.int);
  const isUnavailable = arena.allocate(c.int);
  const messages = [arena.allocate(raw.CXString), arena.allocate(raw.CXString)] as const;
  raw.clang_getCursorPlatformAvailability(cursor, isDeprecated, messages[0], isUnavailable, messages[1], null, 0);
  const [deprecated, unavailable] = messages.map((message) => takeText(message.value));
  return {
    ...(isDeprecated.value === 0 ? {} : { deprecated: deprecated ?? "" }),
    ...(isUnavailable.value === 0 ? {} : { unavailable: unavailable ?? "" }),
  };
}
