/** What GCC's preprocessor knows besides standard C, and odd corners of both: `gcc -E` says what they are. */
export const gnuTexts: Readonly<Record<string, string>> = {
  "assertions of the compiler": String.raw`
#if #system(linux) && #system(unix) && #system ( posix ) && #cpu(x86_64) && #machine(x86_64)
this machine
#endif
#if #machine(vax) || #cpu || #nothing || #nothing(at all)
some cpu
#endif
#define machine cpu
#define ask #machine(x86_64)
#if ask
no macros in questions
#endif
`,
  "assertions of a header": String.raw`
#assert color(red)
#assert color ( dark  blue )
#assert size(1) more
#if #color(red) && #color(dark blue) && !#color(blue) && !#color(darkblue) && #color
both
#endif
#unassert color(red)
#if #color(red) || !#color
wrong
#elif #size(1)
one
#endif
#unassert color
#if !#color
none
#endif
`,
  "commas in conditions": String.raw`
#if 1, 0
wrong
#elif (0, 1) && (2, 3) == 3
right
#endif
#define two(a, ...) a , ## __VA_ARGS__
#if two (0, ) 5
five
#endif
`,
  "queries outside of conditions": String.raw`
#define indirect unused
#define f(x) __has_attribute(x)
int a = __has_attribute(packed) + __has_attribute (indirect) + f(indirect) + f(zork) + __has_attribute(
  __aligned__
);
__has_builtin(__builtin_expect) __has_builtin(zork) __has_c_attribute(nodiscard) __has_cpp_attribute(gnu::packed)
#if !__has_attribute(indirect) || !f(indirect)
wrong
#endif
#undef __has_attribute
#define __has_attribute(x) mine x
__has_attribute(packed)
`,
  "attributes that are asked for": String.raw`
${"deprecated __deprecated__ fallthrough maybe_unused nodiscard noreturn _Noreturn likely packed warn_unused transaction_safe"
  .split(" ")
  .map((name) => `${name}: __has_attribute(${name}) __has_c_attribute(${name}) __has_c_attribute(gnu::${name})`)
  .join("\n")}
`,
  "functions that are asked for": String.raw`
${`abs labs isalpha isascii iswalpha iswctype alloca malloc strlen strlcpy strdup memcpy mempcpy open fork vfork printf getc putc sqrt
   sqrtf sqrtl sqrtf128 sinf128 lgamma_r gammaf nanl signbit setjmp toupper strtol qsort __memcpy_chk __printf_chk ffsll`
  .split(/\s+/)
  .flatMap((name) => [name, `__builtin_${name}`])
  .filter((name) => !/__builtin_(?:iswctype|strlcpy|open|vfork|getc|sinf128|strtol|qsort|__\w*)$/.test(name))
  .map((name) => `${name}: __has_builtin(${name})`)
  .join("\n")}
__has_builtin(__builtin_bit_cast) __has_builtin(__builtin_is_constant_evaluated) __has_builtin(__builtin_rotateleft32)
__has_builtin(__builtin_reduce_add) __has_builtin(__atomic_fetch_max) __has_builtin(__atomic_fetch_add)
__has_builtin(__builtin_subcb) __has_builtin(__builtin_elementwise_max) __has_builtin(__builtin_shufflevector)
`,
  "several paste operators behind each other": String.raw`
#define cat(x, y) x ## ## y
#define cats(x, y) x########y
#define object a ## ## ## b
cat(a, b) cat(, b) cat(a, ) cats(1, 2) object
`,
  "digraphs as strings": String.raw`
#define str(x) #x
#define xstr(x) str(x)
str(%: %:%: <: :> <% %>) str(# ## [ ] { }) <: :>
`,
  "backslashes and spaces in strings": String.raw`
#define str(x) #x
#define xstr(x) str(x)
#define nothing
#define none()
str(\) str(\\) str(a \) str("\"")
xstr(|nothing|) xstr(| nothing|) xstr(|nothing |) xstr(a none()none() b) xstr(|none() nothing|)
`,
  "nothing inside of __VA_OPT__": String.raw`
#define f(x, ...) 1 ## __VA_OPT__(x 2) ## 3
#define g(x, ...) 1 ## __VA_OPT__(2 x) ## 3
#define h(x, ...) __VA_OPT__(a x) ## 1
#define i(x, ...) 1 ## __VA_OPT__(2 x ## x) ## 3
#define nothing
f(, y) g(, y) h(, y) i(, y) f(z, y) g(z, y) f(nothing, y) g(nothing, y) f(,) h(nothing,)
`,
  "pragmas in arguments": String.raw`
#define id(x) x
#define Z first
id(_Pragma("push_macro(\"Z\")") Z)
#undef Z
#define Z second
id(Z _Pragma("pop_macro(\"Z\")") Z) Z
#define str(...) #__VA_ARGS__
#define xstr(...) str(__VA_ARGS__)
#define with(x) _Pragma("once") x
xstr(a _Pragma ("pack(1)") b) xstr(with(c)) id(with(id(d)))
`,
  "a header whose name ends in a macro": String.raw`
#define h h>
#include <stddef.h
#undef h
#define rest stdarg.h>
#include <rest
int behind;
`,
  "the names of the character sets": "__GNUC_EXECUTION_CHARSET_NAME __GNUC_WIDE_EXECUTION_CHARSET_NAME\n",
};
