/** Types as libclang describes them, as types of `@koine/cparser`. What they are declared with is in `entity-reader.ts`. */
import type {
  DeclaredFloatName,
  DeclaredFunction,
  DeclaredIntegerName,
  DeclaredType,
  EnumDeclaration,
  Qualifiers,
  RecordDeclaration,
  TypedefDeclaration,
} from "@koine/cparser";
import { lengthBeforeDecay } from "@koine/cparser";
import { takeText } from "./clang-tree.ts";
import * as raw from "./raw.gen.ts";
import type { CXCursor, CXType } from "./raw.gen.ts";

/** Gives the one object that stands for a declaration. */
export interface Entities {
  recordOf(declaration: CXCursor): RecordDeclaration;
  enumOf(declaration: CXCursor): EnumDeclaration;
  typedefOf(declaration: CXCursor): TypedefDeclaration;
}

const integerNames: ReadonlyMap<number, DeclaredIntegerName> = new Map([
  [raw.CXType_Char_U, "char"],
  [raw.CXType_Char_S, "char"],
  [raw.CXType_UChar, "unsigned char"],
  [raw.CXType_SChar, "signed char"],
  [raw.CXType_Short, "short"],
  [raw.CXType_UShort, "unsigned short"],
  [raw.CXType_Int, "int"],
  [raw.CXType_UInt, "unsigned int"],
  [raw.CXType_Long, "long"],
  [raw.CXType_ULong, "unsigned long"],
  [raw.CXType_LongLong, "long long"],
  [raw.CXType_ULongLong, "unsigned long long"],
  [raw.CXType_Int128, "__int128"],
  [raw.CXType_UInt128, "unsigned __int128"],
]);

const floatNames: ReadonlyMap<number, DeclaredFloatName> = new Map([
  [raw.CXType_Float, "float"],
  [raw.CXType_Double, "double"],
  [raw.CXType_LongDouble, "long double"],
  [raw.CXType_Float128, "__float128"],
  [raw.CXType_Float16, "_Float16"],
  [raw.CXType_BFloat16, "__bf16"],
]);

const conventions: ReadonlyMap<number, DeclaredFunction["convention"]> = new Map([
  [raw.CXCallingConv_X86StdCall, "stdcall"],
  [raw.CXCallingConv_X86FastCall, "fastcall"],
  [raw.CXCallingConv_X86ThisCall, "thiscall"],
  [raw.CXCallingConv_X86VectorCall, "vectorcall"],
  [raw.CXCallingConv_Win64, "ms_abi"],
  [raw.CXCallingConv_X86_64SysV, "sysv_abi"],
]);

/** Sugar that is looked through, with what gives the type inside. */
const wrappings: ReadonlyMap<number, (type: CXType) => CXType> = new Map([
  [raw.CXType_Elaborated, (type: CXType) => raw.clang_Type_getNamedType(type)],
  [raw.CXType_Attributed, (type: CXType) => raw.clang_Type_getModifiedType(type)],
]);

const noQualifiers: Qualifiers = Object.freeze({
  isConst: false,
  isVolatile: false,
  isRestrict: false,
  isAtomic: false,
});

/** Reads types; their declarations are the caller's. */
export class TypeReader {
  readonly #entities: Entities;

  constructor(entities: Entities) {
    this.#entities = entities;
  }

  /** Reads a type with its qualifiers. */
  read(type: CXType, outer: Qualifiers = noQualifiers): DeclaredType {
    const qualifiers: Qualifiers = {
      isConst: outer.isConst || raw.clang_isConstQualifiedType(type) !== 0,
      isVolatile: outer.isVolatile || raw.clang_isVolatileQualifiedType(type) !== 0,
      isRestrict: outer.isRestrict || raw.clang_isRestrictQualifiedType(type) !== 0,
      isAtomic: outer.isAtomic,
    };
    const unwrap = wrappings.get(type.kind);
    if (unwrap !== undefined) return this.read(unwrap(type), qualifiers);
    if (type.kind === raw.CXType_Atomic) {
      return this.read(raw.clang_Type_getValueType(type), { ...qualifiers, isAtomic: true });
    }
    return (
      this.#readBasic(type, qualifiers) ?? this.#readDerived(type, qualifiers) ?? this.#readOther(type, qualifiers)
    );
  }

  /** Reads a type as that of a parameter: arrays and functions are pointers there (C17 6.7.6.3p7 and p8). */
  readParameter(type: CXType): DeclaredType {
    const read = this.read(type);
    if (read.kind === "array") return { kind: "pointer", target: read.element, qualifiers: noQualifiers };
    if (read.kind === "function") return { kind: "pointer", target: read, qualifiers: noQualifiers };
    if (read.kind !== "typedef") return read;
    const behind = behindTypedefs(read);
    if (behind.kind === "array") return { kind: "pointer", target: behind.element, qualifiers: noQualifiers };
    return behind.kind === "function" ? { kind: "pointer", target: read, qualifiers: noQualifiers } : read;
  }

  /** Reads a function type; `parameters` are its declared parameters, if there are any. */
  readFunction(type: CXType, parameters: readonly CXCursor[]): DeclaredFunction {
    const count = Math.max(0, raw.clang_getNumArgTypes(type));
    const kind = raw.clang_getCanonicalType(type).kind;
    return {
      kind: "function",
      result: this.read(raw.clang_getResultType(type)),
      parameters: Array.from({ length: count }, (_, place) => {
        const parameter = parameters[place];
        if (parameter === undefined) {
          return { name: undefined, type: this.readParameter(raw.clang_getArgType(type, place)) };
        }
        const name = takeText(raw.clang_getCursorSpelling(parameter));
        const declared = raw.clang_getCursorType(parameter);
        const read = { name: name === "" ? undefined : name, type: this.readParameter(declared) };
        const length = lengthBeforeDecay(this.read(declared));
        return length === undefined ? read : { ...read, length };
      }),
      isVariadic: kind === raw.CXType_FunctionProto && raw.clang_isFunctionTypeVariadic(type) !== 0,
      hasPrototype: kind === raw.CXType_FunctionProto,
      convention: conventions.get(raw.clang_getFunctionTypeCallingConv(type)) ?? "c",
      qualifiers: noQualifiers,
    };
  }

  #readBasic(type: CXType, qualifiers: Qualifiers): DeclaredType | undefined {
    const integer = integerNames.get(type.kind);
    if (integer !== undefined) return { kind: "integer", name: integer, qualifiers };
    const float = floatNames.get(type.kind);
    if (float !== undefined) return { kind: "float", name: float, qualifiers };
    if (type.kind === raw.CXType_Void) return { kind: "void", qualifiers };
    if (type.kind === raw.CXType_Bool) return { kind: "bool", qualifiers };
    if (type.kind !== raw.CXType_Complex) return undefined;
    const component = this.read(raw.clang_getElementType(type));
    const isNumber = component.kind === "integer" || component.kind === "float";
    return isNumber ? { kind: "complex", component: component.name, qualifiers } : undefined;
  }

  #readDerived(type: CXType, qualifiers: Qualifiers): DeclaredType | undefined {
    switch (type.kind) {
      case raw.CXType_Pointer:
        return { kind: "pointer", target: this.read(raw.clang_getPointeeType(type)), qualifiers };
      case raw.CXType_ConstantArray:
        return this.#readArray(type, Number(raw.clang_getArraySize(type)), qualifiers);
      case raw.CXType_IncompleteArray:
      case raw.CXType_VariableArray:
        return this.#readArray(type, null, qualifiers);
      case raw.CXType_FunctionProto:
      case raw.CXType_FunctionNoProto:
        return this.readFunction(type, []);
      case raw.CXType_Vector:
      case raw.CXType_ExtVector:
        return {
          kind: "vector",
          element: this.read(raw.clang_getElementType(type)),
          length: Number(raw.clang_getNumElements(type)),
          byteLength: Number(raw.clang_Type_getSizeOf(type)),
          qualifiers,
        };
      case raw.CXType_Record:
        return { kind: "record", record: this.#entities.recordOf(raw.clang_getTypeDeclaration(type)), qualifiers };
      case raw.CXType_Enum:
        return { kind: "enum", enumeration: this.#entities.enumOf(raw.clang_getTypeDeclaration(type)), qualifiers };
      case raw.CXType_Typedef:
        return this.#readTypedef(type, qualifiers);
      default:
        return undefined;
    }
  }

  /** Qualifiers of an array are its element's (C17 6.7.3p9). */
  #readArray(type: CXType, length: number | null, qualifiers: Qualifiers): DeclaredType {
    const element = this.read(raw.clang_getArrayElementType(type), qualifiers);
    const isVariableLength = type.kind === raw.CXType_VariableArray;
    return { kind: "array", element, length, isVariableLength, qualifiers: noQualifiers };
  }

  #readTypedef(type: CXType, qualifiers: Qualifiers): DeclaredType {
    const declaration = raw.clang_getTypeDeclaration(type);
    const name = takeText(raw.clang_getCursorSpelling(declaration));
    if (name === "__builtin_va_list" || name === "__builtin_ms_va_list") return { kind: "va-list", qualifiers };
    return { kind: "typedef", name, typedef: this.#entities.typedefOf(declaration), qualifiers };
  }

  /** Parentheses and `typeof` have no kind of their own; what they stand for has. */
  #readOther(type: CXType, qualifiers: Qualifiers): DeclaredType {
    const canonical = raw.clang_getCanonicalType(type);
    if (canonical.kind === raw.CXType_FunctionProto || canonical.kind === raw.CXType_FunctionNoProto) {
      return this.readFunction(type, []);
    }
    if (canonical.kind !== type.kind) return this.read(canonical, qualifiers);
    const text = takeText(raw.clang_getTypeSpelling(type));
    const byteLength = Number(raw.clang_Type_getSizeOf(type));
    const alignment = Number(raw.clang_Type_getAlignOf(type));
    return {
      kind: "unsupported",
      text,
      reason: "libclang has no description of it",
      byteLength: byteLength < 0 ? undefined : byteLength,
      alignment: alignment < 0 ? undefined : alignment,
      qualifiers,
    };
  }
}

function behindTypedefs(type: DeclaredType): DeclaredType {
  let current = type;
  while (current.kind === "typedef") current = current.typedef.type;
  return current;
}
