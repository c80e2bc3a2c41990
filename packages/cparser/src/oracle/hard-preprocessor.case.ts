/** Legal texts that are hard to preprocess: `gcc -E` says what they are. */
export const hardTexts: Readonly<Record<string, string>> = {
  "swanson map": String.raw`
#define EVAL0(...) __VA_ARGS__
#define EVAL1(...) EVAL0(EVAL0(EVAL0(__VA_ARGS__)))
#define EVAL2(...) EVAL1(EVAL1(EVAL1(__VA_ARGS__)))
#define EVAL(...)  EVAL2(EVAL2(EVAL2(__VA_ARGS__)))
#define MAP_END(...)
#define MAP_OUT
#define MAP_COMMA ,
#define MAP_GET_END2() 0, MAP_END
#define MAP_GET_END1(...) MAP_GET_END2
#define MAP_GET_END(...) MAP_GET_END1
#define MAP_NEXT0(test, next, ...) next MAP_OUT
#define MAP_NEXT1(test, next) MAP_NEXT0(test, next, 0)
#define MAP_NEXT(test, next)  MAP_NEXT1(MAP_GET_END test, next)
#define MAP0(f, x, peek, ...) f(x) MAP_NEXT(peek, MAP1)(f, peek, __VA_ARGS__)
#define MAP1(f, x, peek, ...) f(x) MAP_NEXT(peek, MAP0)(f, peek, __VA_ARGS__)
#define MAP(f, ...) EVAL(MAP1(f, __VA_ARGS__, ()()(), ()()(), ()()(), 0))
#define S(x) char x;
MAP(S, a, b, c, d, e, f, g, h, i, j)
`,
  "va_opt for each": String.raw`
#define PARENS ()
#define EXPAND(...) EXPAND4(EXPAND4(EXPAND4(EXPAND4(__VA_ARGS__))))
#define EXPAND4(...) EXPAND3(EXPAND3(EXPAND3(EXPAND3(__VA_ARGS__))))
#define EXPAND3(...) EXPAND2(EXPAND2(EXPAND2(EXPAND2(__VA_ARGS__))))
#define EXPAND2(...) EXPAND1(EXPAND1(EXPAND1(EXPAND1(__VA_ARGS__))))
#define EXPAND1(...) __VA_ARGS__
#define FOR_EACH(macro, ...) __VA_OPT__(EXPAND(FOR_EACH_HELPER(macro, __VA_ARGS__)))
#define FOR_EACH_HELPER(macro, a1, ...) macro(a1) __VA_OPT__(FOR_EACH_AGAIN PARENS (macro, __VA_ARGS__))
#define FOR_EACH_AGAIN() FOR_EACH_HELPER
#define ENUM_CASE(name) case name: return #name;
FOR_EACH(ENUM_CASE, a, b, c, d, e, f, g, h) FOR_EACH(ENUM_CASE)
`,
  "cloak while": String.raw`
#define CAT(a, ...) PRIMITIVE_CAT(a, __VA_ARGS__)
#define PRIMITIVE_CAT(a, ...) a ## __VA_ARGS__
#define IIF(c) PRIMITIVE_CAT(IIF_, c)
#define IIF_0(t, ...) __VA_ARGS__
#define IIF_1(t, ...) t
#define COMPL(b) PRIMITIVE_CAT(COMPL_, b)
#define COMPL_0 1
#define COMPL_1 0
#define DEC(x) PRIMITIVE_CAT(DEC_, x)
#define DEC_1 0
#define DEC_2 1
#define DEC_3 2
#define DEC_4 3
#define DEC_5 4
#define CHECK_N(x, n, ...) n
#define CHECK(...) CHECK_N(__VA_ARGS__, 0,)
#define PROBE(x) x, 1,
#define NOT(x) CHECK(PRIMITIVE_CAT(NOT_, x))
#define NOT_0 PROBE(~)
#define BOOL(x) COMPL(NOT(x))
#define IF(c) IIF(BOOL(c))
#define EAT(...)
#define EXPAND(...) __VA_ARGS__
#define WHEN(c) IF(c)(EXPAND, EAT)
#define EMPTY()
#define DEFER(id) id EMPTY()
#define OBSTRUCT(id) id DEFER(EMPTY)()
#define EVAL(...)  EVAL1(EVAL1(EVAL1(__VA_ARGS__)))
#define EVAL1(...) EVAL2(EVAL2(EVAL2(__VA_ARGS__)))
#define EVAL2(...) EVAL3(EVAL3(EVAL3(__VA_ARGS__)))
#define EVAL3(...) __VA_ARGS__
#define REPEAT(count, macro, ...) WHEN(count)(OBSTRUCT(REPEAT_INDIRECT)()(DEC(count), macro, __VA_ARGS__) OBSTRUCT(macro)(DEC(count), __VA_ARGS__))
#define REPEAT_INDIRECT() REPEAT
#define M(i, _) member_##i
EVAL(REPEAT(5, M, ~))
`,
  "painted stays painted": String.raw`
#define f(x) x f
#define g(x) x(1)
#define id(x) x
g(f) id(f(1)(2)) id(id(f)(3)(4)) id(id(id)(1))
`,
  "self through args twice": String.raw`
#define foo foo bar
#define id(x) x
id(id(foo)) id(foo foo)
`,
  "mutual through args": String.raw`
#define a b c
#define b a d
#define id(x) x
id(a) id(b) id(id(a) b)
`,
  "NIL example": String.raw`
#define NIL(xxx) xxx
#define G_0(arg) NIL(G_1)(arg)
#define G_1(arg) NIL(arg)
G_0(42) NIL(NIL(G_0))(1) NIL(NIL)(NIL)(2)
`,
  "attributes that are asked for": String.raw`
#if __has_attribute(__nonnull__)
y
#endif
#if __has_cpp_attribute(packed)
z
#endif
#if __has_attribute(vector_size) && __has_attribute(__vector_size__) && __has_attribute(cleanup) && __has_attribute(access) && __has_attribute(flag_enum)
q
#endif
#if __has_cpp_attribute(gnu::packed)
w
#endif
`,
  "universal character names": String.raw`
#define \u00c9 5
\U000000c9
\U000000C9 x\U000000c9 \u00C9
`,
  "__COUNTER__ in #if and pasting": String.raw`
#define C2(a,b) a##b
#define C1(a,b) C2(a,b)
#define UNIQ C1(u_,__COUNTER__)
UNIQ UNIQ
#if __COUNTER__ == 2
two
#endif
UNIQ
`,
  "__LINE__ over lines of arguments": String.raw`
#define ID(x) x
ID(
__LINE__
) __LINE__
`,
  "line spliced directive": String.raw`
#def\
ine AB\
C 12
ABC
`,
  "comment in directive": String.raw`
#/*x*/define/*y*/Z/*z*/3
Z
# /* nothing */
# // nothing
`,
  "pragma operator inside macro arguments": String.raw`
#define P(x) before x after
P(_Pragma("pack(1)"))
`,
  "pragma operator wide": String.raw`
_Pragma(L"pack(1)") x
`,
  "nested variadic": String.raw`
#define FIRST(a, ...) a
#define REST(a, ...) __VA_ARGS__
#define COUNT(...) COUNT_(__VA_ARGS__,5,4,3,2,1,0)
#define COUNT_(a,b,c,d,e,n,...) n
COUNT(a) COUNT(a,b) COUNT(a,b,c,d,e)
#define MAP(f,...) MAP_(COUNT(__VA_ARGS__))(f,__VA_ARGS__)
#define MAP_(n) MAP__(n)
#define MAP__(n) MAP##n
#define MAP1(f,a) f(a)
#define MAP2(f,a,...) f(a) MAP1(f,__VA_ARGS__)
#define MAP3(f,a,...) f(a) MAP2(f,__VA_ARGS__)
#define Q(x) #x
MAP(Q,x,y,z)
`,
  "is-empty trick": String.raw`
#define _ARG3(_0,_1,_2,...) _2
#define HAS_COMMA(...) _ARG3(__VA_ARGS__,1,0)
#define _TRIG(...) ,
#define ISEMPTY(...) HAS_COMMA(_TRIG __VA_ARGS__ ())
ISEMPTY() ISEMPTY(x) ISEMPTY(x,y) ISEMPTY(())
`,
  "function-like in arguments unbalanced by macro": String.raw`
#define LP (
#define f(x) [x]
f LP 1)
`,
  "name from expansion takes parens behind": String.raw`
#define g f
#define f(x) [x]
g(2) g
(3)
`,
  "nested self reference through args": String.raw`
#define f(a) a*g
#define g(a) f(a)
f(2)(9)
`,
  "c99 6.10.3.5 hash_hash": String.raw`
#define hash_hash # ## #
#define mkstr(a) # a
#define in_between(a) mkstr(a)
#define join(c, d) in_between(c hash_hash d)
char p[] = join(x, y);
`,
  "stringify with strings escapes and spaces": String.raw`
#define s(x) #x
s(  "a\n\\" 'x"' L"\0"  +   1 ) s(/*c*/ a /*d*/ b) s(
 a
 b) s(@ \n)
`,
  "empty arguments and paste": String.raw`
#define t(a,b,c) a##b##c
t(,,) t(1,,) t(,x,) t(,,+) t(+,+,) t(L,'a',)
`,
  "paste makes macro name": String.raw`
#define ONE 1
#define P(a,b) a##b
P(O,NE) P(ON,E)
`,
  "paste with __VA_ARGS__ gnu comma named": String.raw`
#define e(fmt, args...) p(fmt , ## args)
e("x") e("x",) e("x",1,2)
`,
  "gnu comma no named params": String.raw`
#define e(...) p(0, ##__VA_ARGS__)
e() e(1)
`,
  "va_opt nested parens and paste": String.raw`
#define F(x,...) a __VA_OPT__(b##x (c, (d)) __VA_ARGS__) ## e
F(1) F(1,2)
`,
  has_builtin: String.raw`
#if __has_builtin(__builtin_expect)
y
#else
n
#endif
`,
  "has_include in non-if is nothing": String.raw`
#ifdef __has_include
y
#endif
#ifndef __has_include_next
z
#endif
`,
  "if arithmetic unsigned": String.raw`
#if -1 > 0u
a
#endif
#if (2 || 1/0) && !(0 && 1/0)
b
#endif
#if 0xffffffffffffffff == -1
c
#endif
#if -9223372036854775807 - 1 < 0
d
#endif
#if (1 ? -1 : 0u) > 0
e
#endif
#if 'ab' == 24930 && '\xff' < 0 && L'\xff' > 0
f
#endif
#if 1 == 1L && 1ULL << 63 >> 63 == 1
g
#endif
#if 0b101 == 5 && 010 == 8
h
#endif
`,
  "if comma and ternary nested": String.raw`
#if 1 ? 0 ? 2 : 3 : 4
a
#endif
#if (0, 1)
b
#endif
`,
  "if keywords are zero": String.raw`
#if int == 0 && sizeof == 0 && while == 0
y
#endif
`,
  "elif after true with garbage": String.raw`
#if 1
a
#elif garbage ( (
b
#else
c
#endif
`,
  "if 0 with unclosed quote and garbage directives": String.raw`
#if 0
don't
#nonsense
#include <nope.h>
"
#if 1
#else extra
#endif
#elif 1
a
#endif
`,
  "ifdef extra tokens": String.raw`
#ifdef FOO bar
x
#else BAR
y
#endif FOO
`,
  "undef predefined and redefine": String.raw`
#undef __linux__
#ifndef __linux__
gone
#endif
#define __linux__ 5
__linux__
`,
  "push pop undefined": String.raw`
#pragma push_macro("NOPE")
#define NOPE 1
NOPE
#pragma pop_macro("NOPE")
NOPE
`,
  "push pop with spaces and nested": String.raw`
#define V 1
# pragma push_macro ( "V" )
#undef V
#define V 2
_Pragma("push_macro(\"V\")")
#undef V
V
#pragma pop_macro("V")
V
#pragma pop_macro("V")
V
#pragma pop_macro("V")
V
`,
  "push macro of builtin": String.raw`
#pragma push_macro("__LINE__")
#undef __LINE__
__LINE__
#pragma pop_macro("__LINE__")
__LINE__
`,
  "digraph directive and paste": String.raw`
%:define X(a,b) a%:%:b
X(1,2)
%:define Y(a) %:a
Y(q)
`,
  "trigraphs ignored in gnu": String.raw`
??=define T 1
"??/" ??( 
`,
  "dollar identifiers": String.raw`
#define $a$ 1
$a$ a$b
`,
  "numbers pp": String.raw`
1.2.3e+4.5 0x1p+3 .5e-3L 1'000 0x1e+1 1..2 08 1_a
`,
  "pp number paste": String.raw`
#define P(a,b) a##b
P(1,.5) P(1e,-3) P(.,1) P(0x,ff)
`,
  "raw strings": String.raw`
R"x(a"b\n)x" u8R"(q)" LR"a()a)a"
`,
  "prefix strings adjacency with macro": String.raw`
#define u8 1
u8"a" u8 "a" u"b" U'c' L"d"
`,
  "object macro starting with paren": String.raw`
#define f (x)
f
`,
  "macro whitespace before paren in define": String.raw`
#define f(x) x
#define g (x) x
f (1) g(1)
`,
  "variadic named empty __VA_ARGS__ nested paste": String.raw`
#define A(x, y...) x##y
A(1) A(1,2) A(1,2,3)
`,
  "args span directive lines blank": String.raw`
#define f(a) <a>
f(

x

)
`,
  "spaces between stringified tokens after macros": String.raw`
#define s(x) #x
#define xs(x) s(x)
#define e
xs(a e b) xs(a/**/b) xs(-e-) xs(f(x)y)
`,
  "long nested conditionals": String.raw`
#if 1
#if 0
#elif 1
#if 1
a
#else
b
#endif
#else
c
#endif
#endif
`,
  "elifdef elifndef": String.raw`
#ifdef NOPE
#elifdef __linux__
a
#endif
`,
  "stray hash in text": String.raw`
# define x 1
a # b ## c x
`,
  "__VA_ARGS__ stringify": String.raw`
#define s(...) #__VA_ARGS__
s(a,b ,  c) s() s( , )
`,
  "redefine same whitespace": String.raw`
#define A a  b
#define A a b
A
`,
  "defined without parens in macro": String.raw`
#define D defined Y
#define Y
#if D
y
#endif
`,
  "what was expanded before stays as it is beside a pasted nothing": String.raw`
#define f(x, y) x ## y
#define w(x) f(, x)
#define g g + 1
w(g) | f(, g)
`,
  "GNU's comma with an empty first argument": String.raw`
#define h(a, ...) f(a, ## __VA_ARGS__)
h(, 1) h(, ) h(1, ) h() h(1)
`,
};
