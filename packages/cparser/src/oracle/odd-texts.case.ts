/**
 * Headers that are odd in how they are written: lines, comments, directives, macros and literals. GCC takes all of them.
 */
export const oddTexts: Readonly<Record<string, string>> = {
  digraphs: String.raw`
%:define DG 3
int dg<:DG:>;
struct dgs <% int x<:2:>; %>;
%:define DGCAT(a,b) a%:%:b
int DGCAT(d,g2);
`,
  continuations: String.raw`
int con\
tinued(in\
t x);
#define LONG_\
NAME 4\
2
int arr[LONG_NAME];
/\
* comment *\
/ int after;
/\
/ line comment \
int hidden;
int visible;
char *str = "a\
b";
#def\
ine SPLIT 7
int split[SPLIT];
int x \
;
`,
  pragmas: String.raw`
_Pragma("pack(1)") struct pg1 { char c; int i; }; _Pragma("pack()")
#pragma pack(push)
#pragma pack(2)
struct pg2 { char c; int i; };
#pragma pack(pop)
struct pg3 { char c; int i; };
#pragma pack(push, r1, 2)
struct pg4 { char c; long i; };
#pragma pack(push, r2, 4)
struct pg5 { char c; long i; };
#pragma pack(pop, r1)
struct pg6 { char c; long i; };
#define PACKED_BEGIN _Pragma("pack(push, 1)")
#define PACKED_END _Pragma("pack(pop)")
PACKED_BEGIN struct pg7 { char c; long i; }; PACKED_END struct pg8 { char c; long i; };
struct pg9 { char c;
#pragma pack(1)
 int i; };
#pragma pack()



#pragma pack()
#define TWO 2
#pragma pack(TWO)
struct pg10 { char c; long i; };
#pragma pack(push, TWO)
struct pg11 { char c; long i; };
#pragma pack(pop, TWO)
#pragma pack(3)
struct pg12 { char c; long i; };
#pragma pack(4)
#pragma pack(show)
#pragma pack 2
struct pg13 { char c; long i; };
#pragma pack(push, 5)
struct pg14 { char c; long i; };
#pragma pack(0)
struct pg15 { char c; long i; };
#pragma scalar_storage_order default
#pragma GCC diagnostic push
#pragma GCC visibility push(default)
int pgf(void);
#pragma GCC visibility pop
#pragma STDC FP_CONTRACT ON
#pragma omp declare simd
`,
  conditional: String.raw`
#if 1 /* c */ // d
#elif garbage ( (
#endif
#if 0
#if ) (
#elif
#else junk
#endif junk
'unclosed
"unclosed
#endif /* x */
#ifdef A B
#endif
#if defined A || defined(B) || !defined ( C ) && 1
int cd1;
#endif
#if -1 > 0u && (2 || 1/0) && ~0 == -1 && 'a' == 97 && '\377' < 0
int cd2;
#endif
#if 0x7fffffffffffffff + 1 < 0 && 18446744073709551615u == -1
int cd3;
#endif
#define F(x) x
#if F(1) && F (1) && UNKNOWN == 0 && !UNKNOWN2
int cd4;
#endif
#define EMPTY
#if EMPTY 1 EMPTY
int cd5;
#endif
#if (1 ? 2 : 1/0) == 2
int cd6;
#endif
#
# /* null */
#if __has_include(<stdio.h>) && __has_include("nowhere.h") == 0
int cd7;
#endif
# if 1
  #  define INDENTED 1
# endif
int cd8[INDENTED];
`,
  macros: String.raw`
#define CAT(a, b) a ## b
#define XCAT(a, b) CAT(a, b)
#define STR(x) #x
#define XSTR(x) STR(x)
int CAT(mc, 1), XCAT(mc, __LINE__);
extern char mc2[sizeof(STR(a "b" 'c' \n))];
#define EMPTYARG(a, b) a b
int EMPTYARG(, mc3);
#define VA(...) __VA_ARGS__
int VA(mc4, mc5);
#define GNUVA(f, a...) f , ## a
int GNUVA(mc6), GNUVA(mc7, mc8);
#define CVA(f, ...) f , ## __VA_ARGS__
int CVA(mc9), CVA(mc10, mc11);
#define SELF SELF
int SELF;
#define REC(x) x REC
int mc12;
#define f(a) a*g
#define g(a) f(a)

#undef f
#undef g
#define OBJ() 5
int OBJ; int mc13[OBJ()];
#define LP (
#define RP )
#define ID(x) x

#define SP(x) STR( x  y   )
extern char mc15[sizeof(SP(  1  +  2  ))];
#define PASTENUM(x) 0x ## x ## UL
enum { MC_B = PASTENUM(1f) };
#define NOARGS() 3
enum { MC_C = NOARGS ( ) };
#define MULTI(a, \
  b) a + \
  b
enum { MC_D = MULTI(1,
  2) };
#define if_ #if
#define HASH_HASH # ## #
#define join(c, d) in_between(c hash_hash d)
#define STRLIT XSTR(XCAT(a, b))
extern char mc16[sizeof STRLIT];
#define VAO(x, ...) x __VA_OPT__(+ __VA_ARGS__)
enum { MC_E = VAO(1), MC_F = VAO(1, 2) };
`,
  literals: String.raw`
enum { LT_A = 0x1F, LT_B = 017, LT_C = 0b101, LT_D = 1u, LT_E = 2l, LT_F = 3LLU, LT_G = '\0', LT_H = '\x7f', LT_I = '\'' , LT_J = 'ab', LT_K = L'x', LT_L = u'\u00e9', LT_M = U'\U0001F600', LT_N = '\e', LT_O = '\?', LT_Q = (int)1e3, LT_R = (int)0x1p4, LT_S = '"', LT_T = '\\' };
#define LS_A "a" "b" L"c"
#define LS_B u8"é"
#define LS_C "\x41\101\n\0"
#define LF_A 1.f
#define LF_B .5
#define LF_C 1e10L
#define LF_D 0x1.8p1
#define LF_E 1.5e-3f
#define LI_A 0xFFFFFFFF
#define LI_B 4294967296
#define LI_C 18446744073709551615u
#define LI_D 2147483648
#define LI_E -2147483648
#define LI_F 0x8000000000000000
#define LI_G 1ULL<<63
#define LI_H (sizeof(int)*8)
#define LI_I ((unsigned char)~0)
#define LI_J (5 / 2 * 2.0)
#define LI_K (-5 % 3)
#define LI_L (-5 >> 1)
#define LI_M (1 ? -1 : 0u)
#define LI_N (char)'\377'
`,
  nothing: String.raw`

`,
  comments: String.raw`
int /* a */ cm1 /**/ ( /* b */ int /***/ x /* ; */ ) /* // */ ; // int cm2;
int cm3; /* /* */ int cm4; //* int cm5;
/**/int cm6;/**//**/int cm7;/*/ */int cm8;
char *cm9 = "/* not */ // a comment"; int cm10 = '/*' ;
`,
  "line-numbers": String.raw`
enum { LN_A = __LINE__ };
#line 500
enum { LN_B = __LINE__ }; extern char ln1[sizeof __FILE__];
#line 600 "a/longer\\name.h"
enum { LN_C = __LINE__ }; extern char ln2[sizeof __FILE__];
# 700 "x.h"
enum { LN_D = __LINE__ }; extern char ln3[sizeof __FILE__];
#define LN_NUMBER 800 "number.h"
#line LN_NUMBER
enum { LN_E = __LINE__ \
 + __LINE__ }; extern char ln4[sizeof __FILE__];
`,
  "raw-strings": String.raw`
#define RS_A R"(a "b" \n)"
#define RS_B R"x(a)"b)x" "c"
#define RS_C LR"(\u)"
enum { RS_D = sizeof(R"(
)"), RS_E = sizeof u8R"-(é)-" };
#define RS_R(R) R
enum { RS_F = RS_R(5) };
`,
  "condition-values": String.raw`
#if u'a' - 98 > 0 && U'a' - 98 > 0 && L'a' - 98 < 0 && 'a' - 98 < 0
int cv1;
#endif
#if (1 << 64) == 0 && (-1 >> 64) == -1 && (1 >> -3) == 8 && (8 << -3) == 1 && (0xffffffffffffffff >> 64) == 0
int cv2;
#endif
`,
  "line-directives": String.raw`
# 100 "other.h" 1 3
int ld1;
#line 5
#line 7 "x.h"
int ld2;
# 3 "y.h" 2
int ld3;
#ident "x"
#sccs "y"
#assert machine(x)
#unassert machine
`,
  dollar: String.raw`
int a$b; struct $s { int $; }; int $f(int $x);
#define $M 4
`,
  "utf8-names": String.raw`
int größe; struct ñ { int ü; }; int 日本(int 語); enum { Ω = 3 };
`,
  counter: String.raw`
enum { CN_A = __COUNTER__, CN_B = __COUNTER__ }; int CAT_LINE = __LINE__; extern char cn1[__COUNTER__ + 1], cn2[__INCLUDE_LEVEL__ + 1]; extern char cn3[sizeof __FILE__], cn4[sizeof(__DATE__)];
#define PP_NARG_(_1, _2, _3, N, ...) N
#define PP_NARG(...) PP_NARG_(__VA_ARGS__, 3, 2, 1)
enum { CN_C = PP_NARG(a), CN_D = PP_NARG(a, b), CN_E = PP_NARG(a, b, c) };
`,
  "x-macros": String.raw`
#define LIST(X) X(red, 1) X(green, 2) X(blue, 4)
#define AS_ENUM(name, value) XM_##name = value,
#define AS_FUNCTION(name, value) int xm_##name(int a[value]);
#define AS_MEMBER(name, value) char name[value];
enum xm { LIST(AS_ENUM) }; LIST(AS_FUNCTION) struct xm_all { LIST(AS_MEMBER) };
`,
  "microsofts-words": String.raw`
typedef long long __int64; typedef signed char __int8; __int64 mw1(__int8, const __int64 *); extern __int64 mw2[sizeof(__int8)];
struct mw3 { int __sptr, *__w64, __unaligned; unsigned __int32; __int64 last; }; int *__ptr32;
typedef union { union mw4 *__uptr; int *plain; } mw5 __attribute__((__transparent_union__)); int mw6(mw5);
`,
  "attributes-behind-a-tag": String.raw`
struct bt1 { char bytes[16]; }; typedef struct bt1 __attribute__((aligned(16))) bt2; typedef __attribute__((aligned(8))) struct bt1 bt3;
struct bt4 { char first; bt2 all[1]; }; struct bt5 { char first; struct bt1 __attribute__((aligned(8))) rest; bt3 last; };
enum bt6 { BT }; struct bt7 { char first; enum bt6 __attribute__((packed)) small; union bt8 *__attribute__((packed)) address; };
struct bt9 { char first; union { int i; } __attribute__((packed)) inner; struct bt5 __attribute__((packed)) all; };
struct bt1 __attribute__((deprecated)) *bt10(struct bt1 __attribute__((unused)) *); struct bt11 __attribute__((aligned(32))); struct bt11 { char c; };
`,
  "expanded-queries": String.raw`
#define EQ_KNOWN fallthrough
#define EQ_CALL __builtin_expect
#define EQ_VENDOR gnu
#define EQ_SAME(x) x
#define noreturn _Noreturn
#define aligned(x) other
#if __has_attribute(EQ_KNOWN) && __has_builtin(EQ_CALL) && __has_c_attribute(EQ_KNOWN) && __has_attribute(aligned)
enum { EQ_A = 1 };
#endif
#if __has_c_attribute(EQ_VENDOR::packed) && __has_c_attribute(EQ_SAME(deprecated)) && !__has_attribute(noreturn)
enum { EQ_B = EQ_A + 1 };
#endif
#undef noreturn
#undef aligned
#define EQ_FILE sizeof __FILE_NAME__
`,
  "declare-macros": String.raw`
#define EXTERN_C_BEGIN
#define API(type) __attribute__((visibility("default"))) type __attribute__((ms_abi))
#define DEPRECATED(m) __attribute__((deprecated(m)))
EXTERN_C_BEGIN
API(int) dm1(void); DEPRECATED("use dm1") API(const char *) dm2(int); typedef API(void) dm3(int); dm3 *dm4;
#define HANDLE(name) typedef struct name##__ { int unused; } *name
HANDLE(DMH); DMH dm5(DMH);
#define ARRAY(t, n) struct { t data[n]; unsigned count; }
ARRAY(int, 4) dm6; typedef ARRAY(double, 2) dm7;
`,
  generic: String.raw`
#define GE_NAME(x) _Generic((x), int: "int", unsigned: "unsigned", double: "double", char *: "text", const char *: "const text", default: "other")
#define GE_INT _Generic(1, int: 5, default: 6)
#define GE_CHAR _Generic('a', char: 1, int: 2)
#define GE_TEXT _Generic("a", char *: 1, const char *: 2, default: 3)
#define GE_FLOAT _Generic(1.f, double: 1, float: 2)
#define GE_ENUM _Generic((unsigned char)1 + 1, int: 4, default: 5)
enum { GE_A = _Generic(0ull, unsigned long: 1, unsigned long long: 2) };
`,
  arithmetic: String.raw`
#define AR_A (0x80000000 | 1)
#define AR_B (1u - 2)
#define AR_C (-1 / 2u)
#define AR_D (3 % -2)
#define AR_E (1ll << 62)
#define AR_F ((short)0x18000)
#define AR_G (sizeof(int) - 5)
#define AR_H (1 ? 2.5f : 3)
#define AR_I (~0ul >> 60)
#define AR_J (1.0f / 3)
#define AR_K ((int)-2.9)
#define AR_L ((unsigned char)-1 + 1)
#define AR_M (!!5 + !0 * 2)
#define AR_N (5 > 3 > 1)
#define AR_O ('\xff' == -1)
#define AR_P ((_Bool)0.1)
#define AR_Q (0x1p-1074)
#define AR_R (1e308 * 10)
#define AR_S (-0.0)
#define AR_T (2147483647 + 1u)
#define AR_V ((long)0xffffffffffffffff)
#define AR_W (1L == 1 && 1u < -1)
#define AR_X (sizeof "a\0b" + sizeof L"ab")
#define AR_Y ((char)200 < 0)
`,
};
