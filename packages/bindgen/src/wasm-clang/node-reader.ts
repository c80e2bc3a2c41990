/**
 * Declarations of Clang's tree as declarations of `@koine/cparser`: one object per entity, completed in place. Types are texts
 * there; sizes and offsets come from `layout-questions.ts`.
 */
import { cleanDocComment, parseTypeText, resolveTypedefs } from "@koine/cparser";
import type {
  Attributes,
  Declaration,
  DeclaredFunction,
  DeclaredType,
  EnumDeclaration,
  EnumeratorDeclaration,
  FunctionDeclaration,
  Mutable,
  Parameter,
  RecordDeclaration,
  RecordMemberDeclaration,
  Storage,
  TypedefDeclaration,
  TypeTextNames,
} from "@koine/cparser";
import type { Target } from "@koine/ctypes";
import type { Span } from "@koine/diagnostics";
import type { ClangProgram } from "./clang-program.ts";
import type { DumpedNode, DumpedPlace } from "./dumped-node.ts";

const nowhere: Span = Object.freeze({ file: "<built-in>", start: 0, end: 0, line: 1, column: 1 });

const noQualifiers = Object.freeze({ isConst: false, isVolatile: false, isRestrict: false, isAtomic: false });

/** `struct A::(anonymous union)::(unnamed at a.h:1:2)`, and the same of unions and enums. */
const unnamedType =
  /\b(struct|union|enum) (?:(?:[\w$]+|\([^()]*\))::)*\((?:unnamed|anonymous)[^()]* at ([^()]+:\d+:\d+)\)/g;

/** Reads the declarations of one translation unit. */
export class NodeReader implements TypeTextNames {
  readonly declarations: Declaration[] = [];
  readonly target: Target;
  /** By what Clang calls them: a tag, the typedef that names them, or where they are. */
  readonly records: Map<string, Mutable<RecordDeclaration>> = new Map();
  readonly enums: Map<string, Mutable<EnumDeclaration>> = new Map();
  readonly #typedefs = new Map<string, TypedefDeclaration>();
  readonly #functions = new Map<string, Mutable<FunctionDeclaration>>();
  readonly #variables = new Set<string>();
  readonly #tagsById = new Map<string, Mutable<RecordDeclaration> | Mutable<EnumDeclaration>>();
  readonly #program: ClangProgram;

  constructor(program: ClangProgram, target: Target) {
    this.#program = program;
    this.target = target;
  }

  findTypedef(name: string): TypedefDeclaration | undefined {
    return this.#typedefs.get(name);
  }

  findRecord(tag: string): RecordDeclaration | undefined {
    return this.records.get(tag);
  }

  findEnum(tag: string): EnumDeclaration | undefined {
    return this.enums.get(tag);
  }

  /** Reads a declaration; those of Clang's own are in no file. */
  read(node: DumpedNode): void {
    switch (node.kind) {
      case "RecordDecl":
        this.#readRecord(node);
        return;
      case "EnumDecl":
        this.#readEnum(node);
        return;
      case "TypedefDecl":
        this.#readTypedef(node);
        return;
      case "FunctionDecl":
        this.#readFunction(node);
        return;
      case "VarDecl":
        this.#readVariable(node);
        return;
      default:
    }
  }

  #readRecord(node: DumpedNode): void {
    const key = node.name ?? placeKey(node);
    let record = this.records.get(key);
    if (record === undefined) {
      record = {
        ...this.#declared(node),
        kind: "record",
        recordKind: node.tagUsed === "union" ? "union" : "struct",
        tag: node.name,
        name: node.name,
        members: null,
        layout: null,
        pack: 0,
      };
      this.records.set(key, record);
      this.#add(record);
    }
    this.#tagsById.set(node.id, record);
    if (node.completeDefinition !== true) return;
    Object.assign(record, this.#declared(node));
    const members: RecordMemberDeclaration[] = [];
    record.members = members;
    if (has(node, "PackedAttr")) record.attributes = { ...record.attributes, isPacked: true };
    for (const child of node.inner ?? []) {
      if (child.kind === "FieldDecl") members.push(this.#readField(child));
      else this.read(child);
    }
  }

  #readField(node: DumpedNode): RecordMemberDeclaration {
    const width = node.isBitfield === true ? Number(findValue(node)) : undefined;
    const type = this.#typeOf(node);
    return { ...this.#declared(node), name: node.name, type, bitOffset: 0, bitWidth: width };
  }

  #readEnum(node: DumpedNode): void {
    const key = node.name ?? placeKey(node);
    let enumeration = this.enums.get(key);
    if (enumeration === undefined) {
      enumeration = {
        ...this.#declared(node),
        kind: "enum",
        tag: node.name,
        name: node.name,
        enumerators: null,
        baseType: { kind: "integer", name: "unsigned int", qualifiers: noQualifiers },
        hasDeclaredBase: false,
        layout: { byteLength: 4, alignment: 4 },
      };
      this.enums.set(key, enumeration);
      this.#add(enumeration);
    }
    this.#tagsById.set(node.id, enumeration);
    const constants = (node.inner ?? []).filter(({ kind }) => kind === "EnumConstantDecl");
    if (constants.length === 0) return;
    Object.assign(enumeration, this.#declared(node));
    let next = 0n;
    enumeration.enumerators = constants.map((child): EnumeratorDeclaration => {
      const stated = findValue(child);
      // One without a value is one more than the one before it (C17 6.7.2.2p3).
      const value = stated === undefined ? next : BigInt(stated);
      next = value + 1n;
      return { ...this.#declared(child), name: child.name ?? "", value };
    });
    const base = node.fixedUnderlyingType && resolveTypedefs(this.#parse(node.fixedUnderlyingType.qualType));
    if (base?.kind === "integer" || base?.kind === "bool") enumeration.baseType = base;
  }

  #readTypedef(node: DumpedNode): void {
    const { name = "" } = node;
    if (this.#typedefs.has(name)) return;
    this.#nameTag(node, name);
    const type = this.#typeOf(node);
    const typedef: TypedefDeclaration = { ...this.#declared(node), kind: "typedef", name, type };
    this.#typedefs.set(name, typedef);
    this.#add(typedef);
  }

  /** `typedef struct { … } Name;` names the struct, which Clang calls so from then on. */
  #nameTag(node: DumpedNode, name: string): void {
    const [type] = node.inner ?? [];
    const tag = type?.decl === undefined ? undefined : this.#tagsById.get(type.decl.id);
    if (tag === undefined || tag.name !== undefined) return;
    tag.name = name;
    if (tag.kind === "record" && !this.records.has(name)) this.records.set(name, tag);
    if (tag.kind === "enum" && !this.enums.has(name)) this.enums.set(name, tag);
  }

  #readFunction(node: DumpedNode): void {
    const { name = "" } = node;
    if (node.isImplicit === true) return;
    const type = this.#functionTypeOf(node);
    if (type === undefined) return;
    // GNU's `extern inline` is for inlining alone: the function itself is the library's.
    const isForInlining = node.storageClass === "extern" && has(node, "GNUInlineAttr");
    const hasBody = has(node, "CompoundStmt") && !isForInlining;
    const isInline = node.inline === true;
    const known = this.#functions.get(name);
    if (known !== undefined) {
      known.isInline ||= isInline;
      known.hasBody ||= hasBody;
      known.doc ??= this.#documentationOf(node);
      // An asm label may come with a later declaration.
      if (known.symbol === name) known.symbol = this.#symbolOf(node);
      const hasNames = known.type.parameters.some((parameter) => parameter.name !== undefined);
      if (type.hasPrototype && (!known.type.hasPrototype || !hasNames)) known.type = type;
      return;
    }
    const storage = toStorage(node.storageClass);
    const symbol = this.#symbolOf(node);
    const common = { ...this.#declared(node), kind: "function", name, type, typedefName: undefined } as const;
    const declaration: FunctionDeclaration = { ...common, storage, isInline, hasBody, symbol };
    this.#functions.set(name, declaration);
    this.#add(declaration);
  }

  #functionTypeOf(node: DumpedNode): DeclaredFunction | undefined {
    const type = resolveTypedefs(this.#typeOf(node));
    if (type.kind !== "function") return undefined;
    const declared = (node.inner ?? []).filter(({ kind }) => kind === "ParmVarDecl");
    const parameters = type.parameters.map((parameter, place): Parameter => {
      const child = declared[place];
      return child === undefined ? parameter : { name: child.name, type: this.#typeOf(child) };
    });
    return { ...type, parameters };
  }

  #readVariable(node: DumpedNode): void {
    const { name = "" } = node;
    if (this.#variables.has(name)) return;
    this.#variables.add(name);
    this.#add({
      ...this.#declared(node),
      kind: "variable",
      name,
      type: this.#typeOf(node),
      storage: toStorage(node.storageClass),
      isThreadLocal: node.tls !== undefined,
      hasInitializer: false,
      value: undefined,
      isBeyondNumbers: false,
      symbol: this.#symbolOf(node),
    });
  }

  #symbolOf({ name = "", mangledName = name }: DumpedNode): string {
    // \x01 says that what follows is an asm label, which is taken as it is.
    if (mangledName.startsWith("\u0001")) return mangledName.slice(1);
    const { platform, architecture } = this.target;
    const isUnderscored = platform === "darwin" || (platform === "win32" && architecture === "ia32");
    return isUnderscored && mangledName.startsWith("_") ? mangledName.slice(1) : mangledName;
  }

  #typeOf(node: DumpedNode): DeclaredType {
    return this.#parse(node.type?.qualType ?? "");
  }

  #parse(text: string): DeclaredType {
    const named = text
      .replace(unnamedType, (_all, keyword: string, place: string) => `${keyword} ${tagAt(place)}`)
      // What a va_list decays to that is an array, as on x86-64.
      .replaceAll("struct __va_list_tag *", "__builtin_va_list")
      .replaceAll("__attribute__((noreturn))", "");
    return parseTypeText(named, this);
  }

  #add(declaration: Declaration): void {
    if (declaration.span !== nowhere) this.declarations.push(declaration);
  }

  #declared(node: DumpedNode): {
    readonly span: Span;
    readonly doc: string | undefined;
    readonly attributes: Attributes;
  } {
    return { span: this.#spanOf(node), doc: this.#documentationOf(node), attributes: readAttributes(node) };
  }

  /** Names that macros make are where the macro is used. */
  #spanOf({ loc, name = "" }: DumpedNode): Span {
    const { file, offset = 0, line = 1, col: column = 1 } = writtenPlace(loc) ?? {};
    const path = this.#program.pathOf(file);
    const length = name.length;
    if (path === undefined) return nowhere;
    return this.#program.presume({ file: path, start: offset, end: offset + length, line, column });
  }

  /** The tree has the words of a comment; its text is that of the file. */
  #documentationOf(node: DumpedNode): string | undefined {
    const range = node.inner?.find(({ kind }) => kind === "FullComment")?.range;
    const begin = writtenPlace(range?.begin);
    const path = this.#program.pathOf(begin?.file);
    if (path === undefined || begin?.offset === undefined) return undefined;
    const text = this.#program.textOf(path);
    const lineStart = text.lastIndexOf("\n", begin.offset - 1) + 1;
    const isLine = /\/\/[/!]<?\s*$/.test(text.slice(lineStart, begin.offset));
    if (!isLine) {
      const start = text.lastIndexOf("/*", begin.offset);
      return cleanDocComment(text.slice(start, text.indexOf("*/", begin.offset) + 2));
    }
    const end = text.indexOf("\n", range?.end.offset ?? begin.offset);
    return cleanDocComment(text.slice(text.lastIndexOf("//", begin.offset), end < 0 ? text.length : end));
  }
}

/** The name that stands for an unnamed struct, union or enum in types; no C program has it. */
function tagAt(place: string): string {
  return `$at${place.replaceAll(/[^\w$]/g, (character) => `$${character.charCodeAt(0)}`)}`;
}

/** The same for a node. */
function placeKey({ loc }: DumpedNode): string {
  const { file = "", line = 0, col = 0 } = writtenPlace(loc) ?? {};
  return tagAt(`${file}:${line}:${col}`);
}

/** The key of a record in {@link NodeReader.records}, of its name as Clang prints it. */
export function nameInDump(type: string): string {
  const place = /\((?:unnamed|anonymous)[^()]* at ([^()]+:\d+:\d+)\)$/.exec(type)?.[1];
  return place === undefined ? type.replace(/^(?:struct|union) /, "") : tagAt(place);
}

function writtenPlace(place: DumpedPlace | undefined): DumpedPlace | undefined {
  return place?.expansionLoc ?? place;
}

function has({ inner = [] }: DumpedNode, kind: string): boolean {
  return inner.some((child) => child.kind === kind);
}

/** The value of the constant expression below a node. */
function findValue({ inner = [] }: DumpedNode): string | undefined {
  for (const child of inner) {
    const value = child.kind === "ConstantExpr" ? child.value : findValue(child);
    if (value !== undefined) return value;
  }
  return undefined;
}

function toStorage(storage: string | undefined): Storage {
  return storage === "extern" || storage === "static" || storage === "register" ? storage : "none";
}

function readAttributes(node: DumpedNode): Attributes {
  const find = (kind: string): DumpedNode | undefined => node.inner?.find((child) => child.kind === kind);
  const isNoreturn = has(node, "C11NoReturnAttr") || node.type?.qualType.includes("noreturn") === true;
  const deprecated = find("DeprecatedAttr");
  const unavailable = find("UnavailableAttr");
  return {
    ...(isNoreturn && node.kind === "FunctionDecl" ? { isNoreturn } : {}),
    ...(has(node, "FlagEnumAttr") ? { isFlagEnum: true } : {}),
    ...(deprecated === undefined ? {} : { deprecated: deprecated.message ?? "" }),
    ...(unavailable === undefined ? {} : { unavailable: unavailable.message ?? "" }),
  };
}
