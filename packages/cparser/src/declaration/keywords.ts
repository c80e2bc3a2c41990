/**
 * What each keyword that can begin or continue a declaration means. The keywords of expressions are in `evaluate/`.
 */
import type { Target } from "@koine/ctypes";
import { constBit, restrictBit, volatileBit } from "./qualifiers.ts";
import type { DeclaredConvention, DeclaredFloatName } from "./type-model.ts";
import type { Storage } from "./model.ts";

/** A word that specifies, alone or together with others, one of C's basic types. */
export type BasicWord =
  | "void"
  | "bool"
  | "char"
  | "short"
  | "int"
  | "long"
  | "signed"
  | "unsigned"
  | "complex"
  | "__int8"
  | "__int16"
  | "__int64"
  | "__int128"
  | "__uint128"
  | "__float80"
  | "va_list"
  | Exclude<DeclaredFloatName, "long double">;

/** What a keyword does in a declaration. */
export type Keyword =
  | { readonly role: "storage"; readonly storage: Storage | "typedef" }
  | { readonly role: "thread-local" }
  | {
      readonly role: "qualifier";
      readonly bits: number;
      /** Whether what it qualifies has addresses in another space than all other memory. */
      readonly isSegment?: true;
    }
  | { readonly role: "constexpr" }
  | { readonly role: "inline" }
  | { readonly role: "noreturn" }
  | { readonly role: "convention"; readonly convention: DeclaredConvention }
  /** Starts an attribute: `__attribute__`, `__declspec`, `_Alignas`, `asm`, `__extension__`. */
  | { readonly role: "attribute" }
  | { readonly role: "basic"; readonly word: BasicWord }
  | { readonly role: "record"; readonly recordKind: "struct" | "union" }
  | { readonly role: "enum" }
  | { readonly role: "typeof"; readonly isUnqualified: boolean }
  | { readonly role: "atomic" }
  | { readonly role: "bit-int" }
  | { readonly role: "auto-type" }
  /** Belongs to statements and expressions; here it says only that it is no name. */
  | { readonly role: "elsewhere" };

const table = new Map<string, Keyword>();

function add(spellings: string, keyword: Keyword): void {
  for (const spelling of spellings.split(" ")) table.set(spelling, keyword);
}

add("typedef", { role: "storage", storage: "typedef" });
add("extern", { role: "storage", storage: "extern" });
add("static", { role: "storage", storage: "static" });
add("register", { role: "storage", storage: "register" });
add("auto", { role: "storage", storage: "auto" });
add("_Thread_local __thread thread_local", { role: "thread-local" });
add("const __const __const__", { role: "qualifier", bits: constBit });
add("constexpr", { role: "constexpr" });
add("volatile __volatile __volatile__", { role: "qualifier", bits: volatileBit });
add("restrict __restrict __restrict__", { role: "qualifier", bits: restrictBit });
add("_Atomic", { role: "atomic" });
// Clang's nullability and Microsoft's pointer words say nothing that a declaration model needs.
add("_Nonnull _Nullable _Null_unspecified _Nullable_result __ptr32 __ptr64 __unaligned __w64 __sptr __uptr", {
  role: "qualifier",
  bits: 0,
});
add("__seg_fs __seg_gs", { role: "qualifier", bits: 0, isSegment: true });
add("inline __inline __inline__ __forceinline", { role: "inline" });
add("_Noreturn", { role: "noreturn" });
add("__cdecl _cdecl", { role: "convention", convention: "c" });
add("__stdcall _stdcall", { role: "convention", convention: "stdcall" });
add("__fastcall _fastcall", { role: "convention", convention: "fastcall" });
add("__thiscall", { role: "convention", convention: "thiscall" });
add("__vectorcall", { role: "convention", convention: "vectorcall" });
add("__attribute__ __attribute __declspec _declspec _Alignas alignas __extension__ asm __asm __asm__", {
  role: "attribute",
});
add("struct", { role: "record", recordKind: "struct" });
add("union", { role: "record", recordKind: "union" });
add("enum", { role: "enum" });
add("typeof __typeof __typeof__", { role: "typeof", isUnqualified: false });
add("typeof_unqual __typeof_unqual __typeof_unqual__", { role: "typeof", isUnqualified: true });
add("_BitInt", { role: "bit-int" });
add("__auto_type", { role: "auto-type" });
for (const word of ["void", "char", "short", "int", "long", "float", "double", "signed", "unsigned"] as const) {
  add(word, { role: "basic", word });
}
for (const word of [
  "__int8",
  "__int16",
  "__int64",
  "__int128",
  "__float80",
  "__float128",
  "_Float128",
  "__bf16",
] as const) {
  add(word, { role: "basic", word });
}
for (const word of ["_Float16", "_Float32", "_Float32x", "_Float64", "_Float64x"] as const) {
  add(word, { role: "basic", word });
}
for (const word of ["_Decimal32", "_Decimal64", "_Decimal128"] as const) add(word, { role: "basic", word });
add("_Bool bool", { role: "basic", word: "bool" });
add("__signed __signed__", { role: "basic", word: "signed" });
add("_Complex __complex __complex__", { role: "basic", word: "complex" });
add("__int32", { role: "basic", word: "int" });
add("__int128_t", { role: "basic", word: "__int128" });
add("__uint128_t", { role: "basic", word: "__uint128" });
add("__fp16", { role: "basic", word: "_Float16" });
add("__builtin_va_list __builtin_ms_va_list", { role: "basic", word: "va_list" });

add("if else while do for switch case default break continue return goto sizeof", { role: "elsewhere" });
add("_Static_assert _Generic _Alignof __alignof __alignof__ __real __real__ __imag __imag__ __label__", {
  role: "elsewhere",
});

/** Lists all keywords. */
export function keywordNames(): Iterable<string> {
  return table.keys();
}

/** Finds what a word means in a declaration; `undefined` for every ordinary identifier. */
export function keywordOf(text: string): Keyword | undefined {
  return table.get(text);
}

/** Words that C17 leaves to programs: they are keywords only where no declaration in sight uses them as a name. */
const contextualKeywords: ReadonlySet<string> = new Set([
  "bool",
  "alignas",
  "thread_local",
  "constexpr",
  "typeof_unqual",
]);

/** Microsoft's words, which are names like others where its compilers are not: glibc had members `__uptr`. */
const microsoftKeywords: ReadonlySet<string> = new Set(
  "__int8 __int16 __int32 __int64 __ptr32 __ptr64 __unaligned __w64 __sptr __uptr".split(" "),
);

/** Asked of each keyword of a header, nearly all of which are neither. */
const possibleNames: ReadonlySet<string> = new Set([...contextualKeywords, ...microsoftKeywords]);

/** Whether programs for a target may use a keyword as a name; C23 has more that they may not. */
export function isContextualKeyword(text: string, target: Target | undefined, isC23: boolean): boolean {
  if (!possibleNames.has(text)) return false;
  if (contextualKeywords.has(text)) return !isC23;
  return target !== undefined && target.platform !== "win32";
}
