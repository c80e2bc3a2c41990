/**
 * Names that a parameter or a member cannot have in a header that C and C++ compilers read: keywords of all their editions,
 * what `<stdint.h>`, `<stddef.h>` and `<stdbool.h>` declare, and macros of other headers that may be included before. Symbols
 * begin with the prefix and meet none of them.
 *
 * @see C23 6.4.1, C++23 [lex.key], [lex.digraph]
 */

const words = `
  alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class compl concept
  const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype default delete do double
  dynamic_cast else enum explicit export extern false float for friend goto if inline int long mutable namespace new
  noexcept not not_eq nullptr operator or or_eq private protected public register reinterpret_cast requires restrict return
  short signed sizeof static static_assert static_cast struct switch template this thread_local throw true try typedef
  typeid typename typeof typeof_unqual union unsigned using virtual void volatile wchar_t while xor xor_eq
  int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t intptr_t uintptr_t intmax_t uintmax_t
  size_t ptrdiff_t max_align_t nullptr_t offsetof NULL linux unix near far
  errno stdin stdout stderr complex imaginary
`;

const reservedNames: ReadonlySet<string> = new Set(words.trim().split(/\s+/));

/** What is appended to a name that C cannot have. */
const suffix = "_";

/** The name of a parameter or member in C: the document's own where that is possible, and always the same. */
export function toCName(name: string): string {
  return reservedNames.has(name) ? name + suffix : name;
}
