/**
 * A header of everything that GNU C allows in declarations, for comparison with GCC.
 */
export const tortureHeader: string = String.raw`
#include <stddef.h>
#include <stdarg.h>
#include <stdint.h>
#define PACKED __attribute__((packed))
typedef int i32, *pi32, ai32[4], fi32(int), (*pfi32)(const char *, ...);
typedef unsigned char byte __attribute__((aligned(8)));
typedef int v4si __attribute__((vector_size(16)));
typedef float __attribute__((vector_size(8))) v2sf;
typedef unsigned int uhi __attribute__((__mode__(__HI__)));
typedef int dint __attribute__((mode(DI))), tint __attribute__((mode(TI)));
typedef _Complex float cf; typedef double _Complex cd; typedef __complex__ long double cld;
typedef __int128 i128; typedef unsigned __int128 u128; typedef __float128 f128; typedef _Float32 f32;
typedef __typeof__(int *) typeof_pointer; typedef __typeof__(sizeof 1) typeof_size; typedef __typeof__((short)1 + 1) typeof_sum;
typedef struct never_defined never_defined;
struct forward; union forward_union; enum forward_enum;
__extension__ typedef long long ll;
extern struct forward *get_forward(void);
struct forward { struct forward *next; union forward_union *u; enum forward_enum *e; };
union forward_union { int i; double d; long double ld; char c[9]; };
enum forward_enum { FE_A, FE_B = 5, FE_C, FE_D = -1 };
enum big { BIG_A = 1, BIG_B = 0x100000000LL }; enum negative_big { NB_A = -1, NB_B = 0x80000000 };
enum unsigned_enum { UE_A = 0xffffffffu }; enum PACKED tiny { T_A = 1, T_B = 200 }; enum small_signed { SS_A = -1, SS_B = 100 } PACKED;
enum { ANON_A = sizeof(struct forward), ANON_B = (int)offsetof(struct forward, e), ANON_C = 'a' + 1, ANON_D = FE_C << 2 | 1, };
struct nested { struct { int a; union { long b; char c[3]; }; }; struct inner { short s; } inner; struct { int x, y; } points[2]; enum { IN_ENUM = 3 } kind; int flexible[]; };
struct PACKED packed { char c; int i; struct inner in; double d __attribute__((aligned(4))); };
struct packed_members { char c; int i PACKED; short s; long l PACKED; };
struct aligned { char c; int i __attribute__((aligned(16))); } __attribute__((aligned(32)));
struct c11_aligned { char c; _Alignas(16) char d; _Alignas(double) char e; _Alignas(8) _Alignas(4) int f; };
struct typedef_aligned { char c; byte b; byte *array[3]; };
struct vectors { char c; v4si v; v2sf w; cf z; cd zz; i128 big; f128 q; long double ld; uhi h; dint d; };
struct flags { unsigned a : 3, b : 5; signed c : 1; unsigned : 0; unsigned long long d : 40; _Bool e : 1; unsigned char f : 7; int : 3; enum forward_enum g : 4; long h : 33; };
struct PACKED packed_flags { unsigned a : 3; unsigned long long b : 61; char c; unsigned d : 31; unsigned e : 2; };
struct flags_and_members { char a; int b : 7; short c; int d : 20; int e : 13; char f; unsigned long g : 50; };
union union_flags { unsigned a : 5; unsigned long b : 33; char c; };
#pragma pack(push, 2)
struct pack2 { char c; int i; long long l; struct { char x; double y; } z; unsigned a : 9, b : 24; };
#pragma pack(push, identifier, 1)
struct pack1 { char c; int i; short s; };
#pragma pack(pop, identifier)
struct pack2_again { char c; int i; };
#pragma pack(pop)
_Pragma("pack(1)") struct pragma_operator { char c; int i; }; _Pragma("pack()")
struct unpacked_again { char c; int i; };
struct array_dimensions { char a[sizeof(struct pack2)], b[2][3], c[FE_B + 1], d[sizeof((char[]){1, 2, 3})], e[__builtin_offsetof(struct nested, points[1].y)], f[_Alignof(double)]; };
struct function_members { int (*f)(void), (*g[3])(struct function_members *), (*(*h)(int))(char); void (*const k)(void (*)(void)); };
struct va { va_list list; char c; };
struct empty {}; struct with_empty { struct empty e; int i; }; struct zero_array { int n; char data[0]; };
typedef struct { int in_typedef; } named_by_typedef, *pointer_to_named; typedef union { int i; float f; } named_union;
typedef enum { TE_A, TE_B } named_enum;
_Static_assert(sizeof(struct pack1) == 7, "message"); _Static_assert(1, "x");
static inline int inline_function(int a) { if (a) { return a; } return (int)sizeof(struct { int in_body; }); }
extern __inline__ __attribute__((gnu_inline, always_inline)) int gnu_inline_function(void) { return '}' + "}"[0]; }
int old_style(a, b) int a; char *b; { return a; }
int no_prototype();
int simple(int a, const char *restrict b), second(void), *third(int[static 3], int[const], int (*)(void), int(void), ai32);
const volatile int *const volatile *many_qualifiers(const int *const restrict, char const *volatile);
void (*signal_like(int sig, void (*func)(int)))(int);
int (*(*function_returning_pointer_to_array(void))[3])(double);
char (*(*x_of_functions(void))[5])(void);
extern fi32 by_typedef, by_typedef2; pfi32 returns_pfi32(pfi32, fi32 *, fi32);
_Noreturn void dies(void); __attribute__((__noreturn__, cold)) void dies2(const char *, ...) __attribute__((format(printf, 1, 2)));
int renamed(int) __asm__("renamed" "_symbol"); int attributes_everywhere(int a __attribute__((unused)), __attribute__((unused)) int b) __attribute__((nonnull, pure));
__attribute__((ms_abi)) int ms_function(int); int (__attribute__((ms_abi)) *pointer_to_ms)(int); void (*__attribute__((ms_abi)) pointer_to_ms2)(void);
const ai32 *constant_array(const ai32 a, ai32 const *b);
int variadic(const char *format, va_list, ...); double _Complex complex_function(float _Complex, __complex__ double); long double ld_function(__float128, _Float64, _Float32x);
unsigned long int long long_long(long unsigned, short int signed, char unsigned), u(unsigned), s(signed), us(short unsigned);
v4si vector_function(v4si, v2sf); i128 int128_function(u128); _Bool bool_function(_Bool); _Atomic int *atomic_function(_Atomic(long) *);
extern int array_variable[], *pointer_variable, (*function_variable)(int); extern const char *const names[3]; extern int array_variable[7];
static const int constant = 5 + 3; static const double constant_double = 1.5; static const char constant_text[] = "te" "xt"; int a_list[] = { [2] = 3, [0] = { 1 } }, after_list;
extern __thread int thread_local_variable; _Thread_local int tls2; struct inner inner_variable = { .s = 1 }, *inner_pointer = &inner_variable;
typedef int register_t_like_name_t;
;
asm(".globl nothing"); __asm__ (".globl nothing2");
int last(void);
#define M_INT 42
#define M_HEX 0xFFFFFFFFu
#define M_BIG 0xFFFFFFFFFFFFFFFF
#define M_NEGATIVE (-1)
#define M_LONG (1L << 40)
#define M_CAST ((unsigned char)300)
#define M_SIZE sizeof(struct nested)
#define M_OFFSET offsetof(struct nested, points[1].y)
#define M_OLD_OFFSET ((size_t)&((struct nested *)0)->inner)
#define M_ENUM (FE_B | 8)
#define M_TERNARY (M_INT > 3 ? 1u : -1)
#define M_CHAR '\x41'
#define M_CHARS 'ab'
#define M_WIDE_CHAR L'\x263a'
#define M_FLOAT 1.5f
#define M_DOUBLE (1.0 / 3)
#define M_HEX_FLOAT 0x1.8p-3
#define M_MIXED (1 + 2.5)
#define M_STRING "a\0b\303\251" "\x7f" "é"
#define M_FLAG(n) (1u << (n))
#define M_THROUGH (M_FLAG(3) | M_FLAG(5))
#define M_GENERIC _Generic(1.0f, int: 1, float: 2, default: 3)
#define M_ALIGN _Alignof(long double)
#define M_COMPARE (-1 < 0u)
#define M_SHIFT (-8 >> 1)
#define M_DIVIDE (-7 / 2 * 10 + -7 % 2)
#define M_LOGIC (1 && 2 || 1 / 0)
#define M_NOT (!5 + ~0)
#define M_TYPE const struct nested *
#define M_ALIAS simple
#define M_BOOL ((_Bool)5)
#define M_INT128 ((__int128)1 << 100 >> 90)
#define M_SIZEOF_STRING sizeof("hello")
#define M_SIZEOF_TYPEOF sizeof(__typeof__(M_STRING))
#define M_EXPECT __builtin_expect(3, 1)
#define M_EXTENSION __extension__ ((long long)7)
#define M_BINARY 0b1011
#define M_OCTAL 0755
#define M_SUFFIXES (1ull + 2lu + 3LL)
`;

/** Members of the header that are bit-fields, which only a running program can place. */
export const tortureBitFields: Readonly<Record<string, readonly string[]>> = {
  "struct flags": ["a", "b", "c", "d", "e", "f", "g", "h"],
  "struct packed_flags": ["a", "b", "d", "e"],
  "struct flags_and_members": ["b", "d", "e", "g"],
  "union union_flags": ["a", "b"],
  "struct pack2": ["a", "b"],
};
