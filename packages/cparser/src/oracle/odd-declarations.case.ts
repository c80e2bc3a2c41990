/**
 * Headers that are odd in what they declare. GCC takes all of them.
 */
export const oddDeclarations: Readonly<Record<string, string>> = {
  "nested-returns": String.raw`
int (*f1(int a))(double);
int (*(*f2(void))(int))(char);
int (*(*(*f3(int))(long))(short))(char);
void (*(*f4(void (*)(int)))(void (*)(int)))(int);
int (*(*f5(void))[3])(int);
int (*(*f6[2])(int))[4];
int (*const *(*f7)(int))(void);
char *(*(**f8[][8])(void))[];
void (*signal2(int, void (*)(int)))(int);
extern int (*(*f9[3])(void))(int (*)(int, int (*)(void)));
`,
  "function-arrays": String.raw`
struct ops { int (*open[4])(const char *); void (*(*table)[2])(void); int (*(*get)(int))(void); };
typedef int (*handlers[3])(int);
extern handlers all; extern handlers *all_pointer; typedef int fn(int); extern fn *const fixed[2];
fn one, two, *three(fn *);
typedef fn *fnp; fnp pick(fnp[], fn);
`,
  "attribute-positions": String.raw`
__attribute__((unused)) static int a1;
int __attribute__((aligned(16))) a2;
int a3 __attribute__((aligned(32)));
int *__attribute__((aligned(32))) a4;
__attribute__((packed)) struct ap1 { char c; int i; };
struct __attribute__((packed)) ap2 { char c; int i; };
struct ap3 { char c; int i; } __attribute__((packed));
struct ap4 { char c; __attribute__((packed)) int i; };
struct ap5 { char c; int __attribute__((packed)) i; };
struct ap6 { char c; int i __attribute__((packed)); };
struct ap7 { char c; int __attribute__((aligned(16))) i, j; };
struct ap8 { char c; int i __attribute__((aligned(16))), j; };
struct ap9 { char c; __attribute__((aligned(16))) int i, j; };
void (__attribute__((noreturn)) *a5)(void);
void (*a6)(void) __attribute__((noreturn));
int a7(int) __attribute__((const, nothrow)) __attribute__((__pure__));
int __attribute__((const)) a8(int), a9(int) __attribute__((cold));
enum __attribute__((packed)) ae1 { AE1 = 1 };
enum ae2 { AE2 = 1 } __attribute__((packed));
struct ae3 { enum ae1 a; enum ae2 b; char c; };
typedef struct __attribute__((aligned(8))) { char c; } ae4 __attribute__((aligned(16)));
struct ae5 { char c; ae4 x; };
typedef __attribute__((aligned(4))) char ae6;
struct ae7 { char c; ae6 d; };
`,
  "attributes-copied": String.raw`
struct __attribute__((aligned(32))) ac1 { char c; };
struct __attribute__((copy((struct ac1 *)0))) ac2 { char c; int i; };
struct __attribute__((packed)) ac3 { char c; int i; };
struct __attribute__((__copy__((struct ac3 *)0))) ac4 { char c; int i; };
extern struct ac1 ac5;
extern int ac6 __attribute__((aligned(64)));
extern int ac7 __attribute__((copy(ac6)));
struct __attribute__((copy(ac5))) ac8 { char c; };
struct ac9 { char c; int m __attribute__((copy(ac6))); };
struct ac10 { char c; struct ac2 in; struct ac4 packed; };
typedef int ac11 __attribute__((aligned(16)));
struct __attribute__((copy((ac11 *)0))) ac12 { char c; };
void ac13(void) __attribute__((noreturn)); void ac14(void) __attribute__((copy(ac13)));
void ac15(void) __attribute__((copy(ac14), deprecated("old"))); void ac16(void) __attribute__((copy(ac15)));
`,
  "attributes-inside": String.raw`
* (__attribute__((noreturn)) * ai1)(void); (__attribute__((unused)) *ai2)(void); * __attribute__((unused)) ai3;
void (__attribute__((noreturn)) (*ai4))(void), (*(__attribute__((noreturn)) *ai5))(void), (* const __attribute__((noreturn)) ai6)(void);
int ai7(int (__attribute__((unused)) int a)), ai8(int (__attribute__((unused)))), ai9(int (__attribute__((unused)) void));
typedef int ait; int ai10(int (__attribute__((unused)) ait)), ai11(int (__attribute__((unused)) ait), int), ai12(int (__attribute__((unused)) *ait));
struct ai13 { char c; int *__attribute__((packed)) i; }; struct ai14 { char c; int (__attribute__((packed)) i); };
struct ai15 { char c; int (__attribute__((packed)) *i)[3]; }; struct ai16 { char c; int *__attribute__((aligned(32))) i; };
struct ai17 { char c; int *__attribute__((aligned(32))) *i; }; struct ai18 { char c; int (*__attribute__((aligned(32))) i)(void); };
struct ai19 { char c; int (__attribute__((aligned(32))) *i)(void); }; struct ai20 { char c; int (__attribute__((aligned(32))) i)[3]; };
struct ai21 { char c; int *(__attribute__((aligned(32))) i); }; struct ai22 { char c; int *(__attribute__((aligned(32))) *i); };
struct ai23 { char c; int (*[[gnu::aligned(32)]] i)(void); }; struct ai24 { char c; int a, *__attribute__((aligned(32))) b, *d; };
typedef int *__attribute__((aligned(32))) *ai25; typedef int (__attribute__((aligned(32))) *ai26); typedef int (__attribute__((aligned(32))) ai27);
struct ai28 { char c; ai25 a; ai26 b; ai27 d; };
int (__attribute__((ms_abi)) *ai29(int))(int); int (*__attribute__((ms_abi)) ai30(int))(int); int (*(__attribute__((ms_abi)) ai31)(int))(int);
int (*(*__attribute__((ms_abi)) ai32)(int))(int); int (__attribute__((ms_abi)) *(*ai33)(int))(int); char *__attribute__((ms_abi)) ai34(int);
int (__attribute__((vector_size(16))) *ai35)[2], (*__attribute__((vector_size(16))) ai36)[2]; int (__attribute__((mode(QI))) *ai37);
`,
  "inline-bodies": String.raw`
static inline int b1(int x) { switch (x) { case 1 ... 3: return '}'; default: { const char *s = "}{\"}"; return s[0]; } } }
static __inline__ __attribute__((always_inline)) void b2(void) { __asm__ volatile ("nop" : : : "memory"); }
static inline int b3(int n) { int a[n]; struct { int x; } s = { .x = 1 }; return ({ int y = s.x; y + a[0]; }); }
extern inline __attribute__((gnu_inline)) int b4(void) { goto end; end: return 0; }
static inline int b5(const char *s) { /* } */ // }
 return s[0] == '{'; }
int b6(void);
`,
  "k-and-r": String.raw`
int k1(a, b, c) int a; char *b; double (*c)(int); { return a; }

int k3();
int k4(a) register int a; { return a; }
double k5(s, n) struct kk { int i; } *s; unsigned n; { return n; }
int k6(void);
int (*k7(a))(void) int a; { return 0; }
int (*(k8)(a, b))[3] char a; int (*b)(void); { return 0; }
int (k9(a)) int a; { return a; } int (*k10(a))(void) { return 0; }
char *(*(*k11(a))(int))(char) struct { int x; } a; { return 0; }
* (*k12(a))(void) int a; { return 0; }
static (*k13(a))(void) register a; { return 0; }
int k14(void);
`,
  modes: String.raw`
typedef int __attribute__((mode(QI))) m1; typedef int m2 __attribute__((mode(HI))); typedef unsigned m3 __attribute__((__mode__(__DI__)));
typedef float m4 __attribute__((mode(DF))); typedef float m5 __attribute__((mode(SF))); typedef int m6 __attribute__((mode(word))); typedef unsigned int m7 __attribute__((mode(pointer)));
typedef int m8 __attribute__((mode(byte))); typedef int m9 __attribute__((mode(TI))); typedef float m10 __attribute__((mode(XF))); typedef float m11 __attribute__((mode(TF)));
typedef _Complex float m12 __attribute__((mode(DC)));
typedef int m13 __attribute__((mode(__word__))); typedef unsigned m14 __attribute__((mode(__pointer__)));

struct modes { m1 a; m2 b; m3 c; m4 d; m5 e; m6 f; m7 g; m8 h; m9 i; m10 j; m11 k; m12 l; };
m2 modef(m3, m1);
`,
  typeofs: String.raw`
int to1; __typeof__(to1) to2; typeof(int *) to3; __typeof(to1 + 1.0) to4; typeof(to3) *to5; extern typeof(to1) to6[3];
typeof(to6) to7; __typeof__(sizeof(int)) to8; __typeof__(&to1) to9; __typeof__(*to3) to10; __typeof__("abc") to11; __typeof__('a') to12;
int tof(int); __typeof__(tof) tog; __typeof__(tof) *toh; __typeof__(tof(1)) toi; __typeof__((char)1) toj; __typeof__(1 ? to1 : 2L) tok;
struct tos { int a; double b[3]; }; __typeof__(((struct tos *)0)->b) tol; __typeof__(((struct tos){0}).a) tom; __typeof__(((struct tos *)0)->b[1]) ton;
__typeof__(int (*)(void)) too; const __typeof__(to1) top; __typeof__(const char *const) toq;
__typeof__(__typeof__(to1)) tor; __typeof__(to1) tot(__typeof__(to4));
`,
  enums: String.raw`
enum e1 { E1_A, E1_B = E1_A + 5, E1_C, };
enum e2 { E2_A = 'a', E2_B = sizeof(int), E2_C = (char)300, E2_D = -1 };
enum e3 { E3_A = 0x7ffffffe, E3_B };
enum e4 { E4_A = 0xffffffff }; enum e5 { E5_A = -1, E5_B = 0xffffffff };
enum e6 { E6_A = 1ull << 63 }; enum e7 { E7_A = -1LL << 40 };
enum { E8_A = 3 } e8v; typedef enum { E9_A } e9; extern enum e1 e10f(enum e2 *, e9);
enum e11 { E11_A __attribute__((deprecated)) = 2, E11_B };
struct es { enum e3 a; enum e5 b; enum e6 c; enum e7 d; };
enum e12; enum e12 *e12p; enum e12 { E12 };
enum e13 { E13_A = (int)3.7, E13_B = 1 ? 2 : 3, E13_C = !0, E13_D = ~0u };
`,
  unnamed: String.raw`
int un1(int, char *, double[], int (*)(int), void *, ...);
int un2(int[const 3], char[restrict static 4], int[*], int (int));
int un3(const int, volatile char *const, register int);
int un4(int (), void (*)());
struct un_t { int : 3; int a : 2; int : 0; struct { int b; }; union { int c; float d; }; };
struct un_u { struct { struct { int deep; }; }; enum { UN_E = 4 } k; };
struct un_v { int; int x; };
`,
  initialisers: String.raw`
static const int in1[] = { 1, 2, 3, };
static const char in2[] = "abc" "def";
static const char in3[][4] = { "ab", "cd" };
static const struct { int a; char b[2]; } in4[] = { { 1, "x" }, { .b = "y" }, { 0 } };
static const int in5[] = { [5] = 1, [2 ... 3] = 4 };
static const int in6[] = { [0] = 1, 2, [10] = 3, 4 };
static const struct { int x, y; } in7[] = { 1, 2, 3, 4, 5 };
static const int in8[][2] = { 1, 2, 3 };
static int *in9[] = { (int[]){ 1 }, 0 };
static const struct in_s { int a; } in10 = { }, in11[] = { { }, { } };
static const wchar_in[] = L"abc";
char in12[sizeof in1 + sizeof(in2)];
static const char *const in13 = sizeof(in4) == 24 ? "a" : "b";
`,
  "initializer-lists": String.raw`
struct il_p { int x, y; }; struct il_q { struct il_p a[2]; char n[4]; int : 3; union { int i; double d; }; };
static const int il_d1[] = { [5] = 1, [2 ... 3] = 4 };
static const int il_d2[] = { [0] = 1, 2, [10] = 3, 4, [3] = 1, };
static const struct il_p il_d3[] = { 1, 2, 3, 4, 5 };
static const int il_d4[][2] = { 1, 2, 3 };
static const char il_d5[] = { "abc" };
static const char il_d6[][4] = { "ab", "cd", 'a', 'b', 'c', 'd', 'e' };
static const struct il_q il_d7[] = { 1, 2, 3, 4, "abc", 5, 6 };
static const struct il_q il_d8[] = { [3].a[1].y = 5, "abc", 7, 1 };
static const struct il_q il_d9[] = { [1].d = 5, 3 };
static const struct il_q il_d10[] = { [2].a[1] = { 1 }, "x", 2, 9, [0] = { 0 } };
static const struct il_q il_d11[] = { { 1 }, [4 ... 6] = { 2 }, { 3 } };
static const __WCHAR_TYPE__ il_d12[] = { L"abc" };
static struct il_p il_d13[] = { (struct il_p){ 1, 2 }, 3, 4, (struct il_p){ 5, 6 } };
enum { il_two = 2 };
static const char *const il_d14[] = { [il_two] = "two", [il_two + 5] = "seven" };
static const int il_d15[] = { [il_two] 1, 2 };
union il_u { struct il_p s; int a[3]; };
static const union il_u il_d16[] = { 1, 2, 3, 4, 5 };
static const union il_u il_d17[] = { [1].a = { 1 }, [2].a[1] = 4, 5, 6 };
static const struct { struct il_p p; int n; } il_d18[] = { { 1, 2, 3 }, 4, 5, 6, 7 };
static const int il_d19[][2][2] = { { 1, 2, 3 }, 1, 2, 3, 4, 5 };
static const int il_d20[] = {};
static const unsigned short il_d21[] = { u"ab" };
static const char il_d22[][3] = { { "ab" }, { 'a' }, "xy" };
enum {
  IL_A = sizeof((int[]){ [7] = 1 }), IL_B = sizeof((struct il_p[]){ 1, 2, 3 }), IL_C = sizeof((char[]){ "hello" "world" }),
  IL_1 = sizeof(il_d1), IL_2 = sizeof(il_d2), IL_3 = sizeof(il_d3), IL_4 = sizeof(il_d4), IL_5 = sizeof(il_d5), IL_6 = sizeof(il_d6), IL_7 = sizeof(il_d7), IL_8 = sizeof(il_d8), IL_9 = sizeof(il_d9), IL_10 = sizeof(il_d10), IL_11 = sizeof(il_d11),
  IL_12 = sizeof(il_d12), IL_13 = sizeof(il_d13), IL_14 = sizeof(il_d14), IL_15 = sizeof(il_d15), IL_16 = sizeof(il_d16), IL_17 = sizeof(il_d17), IL_18 = sizeof(il_d18), IL_19 = sizeof(il_d19), IL_20 = sizeof(il_d20), IL_21 = sizeof(il_d21), IL_22 = sizeof(il_d22)
};
`,
  anonymous: String.raw`
struct an1 { int a; union { struct { int b, c; }; long d; }; struct an_tag { int e; } f; };
typedef struct { struct { int x; } a[2]; union { int y; } *p; } an2;
struct an3 { struct an_inner { int q; } ; int z; };
struct an_inner an4(void);
union an5 { struct { unsigned lo : 4, hi : 4; }; unsigned char whole; };
`,
  extension: String.raw`
__extension__ typedef long long ex1; __extension__ struct ex2 { __extension__ union { int a; float b; }; __extension__ long long c; };
__extension__ extern __inline int ex3(int x) { return x; }
__extension__ enum { EX_A = __extension__ 4 };
int ex4(__const char *__restrict, __volatile int *, __signed char, __complex__ float);
typedef __builtin_va_list ex5; void ex6(ex5); void ex7(__builtin_va_list *);
`,
  "inline-copies": String.raw`
unsigned char ic1(int);
extern __inline__ __attribute__((__always_inline__,__gnu_inline__)) unsigned char ic1(int a) { return 1; }
static __inline__ unsigned char ic1(int a) { return 2; }
int ic2(int a);
__typeof__(__extension__ __extension__ ic2) *ic3;
`,
  "asm-labels": String.raw`
int as1(void) __asm__("as_one"); extern int as2 __asm__("as_two"); int as3(void) asm ("a" "b") __attribute__((nothrow));
__asm__(".text"); int as4(int) __asm("_as4") , as5;
register int as6 __asm__("ebx");
`,
  redeclared: String.raw`
extern int rd1[]; extern int rd1[4]; int rd2(); int rd2(int); struct rd3; struct rd3 { int a; }; struct rd3;
typedef int rd4; typedef int rd4; extern const int rd5; const int rd5; int rd6(const int); int rd6(int a);
int (rd7)(int); int rd7(int); int *(rd8); int (*rd9), (rd10)[2]; int ((((rd11))));
void rd12(int (*)(), int []); void rd12(int (*)(), int *);
`,
  storage: String.raw`
static const volatile unsigned long int st1; extern _Thread_local int st2; const static int st3 = 1; int typedef st4; long const extern unsigned int st5; inline static int st6(void) { return 1; }
_Noreturn void st7(void); _Alignas(32) int st8; int const *const st9; typedef unsigned st10, *st11, (*st12)(st10);
short unsigned int st13; long long unsigned st14; char signed st15; double long st16; _Complex long double st17; long int long st18; int volatile short st19;
`,
  vectors: String.raw`
typedef int v4 __attribute__((vector_size(16))); typedef float v2 __attribute__((vector_size(8))); typedef double v8 __attribute__((vector_size(64)));
struct vs { char c; v4 a; v2 b; }; v4 vf(v4, v2); typedef v4 v4a __attribute__((aligned(4))); struct vs2 { char c; v4a a; };
typedef char __attribute__((vector_size(2))) v2c; union vu { v4 v; int i[4]; };
`,
  bitfields: String.raw`
struct bf1 { unsigned a : 1; int b : 31; int c : 1; }; struct bf2 { char a : 4; short b : 9; int c : 17; long d : 33; };
struct bf3 { _Bool a : 1; unsigned char b : 7; unsigned short c : 1; }; struct bf4 { int a : 5; char b; int c : 5; };
struct bf5 { unsigned long long a : 1, b : 63, c : 64; }; struct bf6 { int a : 3; int : 0; int b : 3; }; struct bf7 { char c; int : 0; char d; };
struct __attribute__((packed)) bf8 { int a : 7; long b : 41; char c; int d : 20; }; struct bf9 { int a : 3 __attribute__((packed)); long b : 40 __attribute__((packed)); };
struct bf10 { int a : 3; int b __attribute__((aligned(8))); int c : 2 __attribute__((aligned(4))); };
#pragma pack(2)
struct bf11 { char a; int b : 30; int c : 5; };
#pragma pack()
struct bf12 { unsigned a : sizeof(int); enum { BF_X, BF_Y } b : 2; unsigned c : 1 + 2; };
union bf13 { int a : 3; long b : 50; char c; }; struct bf14 { short : 5; char : 3; int x : 2; };
struct bf15 { int a : 8; int : 4; char b; } __attribute__((ms_struct)); struct bf16 { char a : 3; int b : 4; short c : 2; } __attribute__((ms_struct)); struct bf17 { long long a : 40; int b : 10; char c; } __attribute__((ms_struct, packed));
struct bf18 { int a : 3; int : 0; char b : 1; } __attribute__((gcc_struct));
`,
  flexible: String.raw`
struct fl1 { int n; char d[]; }; struct fl2 { int n; long d[0]; }; struct fl3 { char c; struct { int a; } d[]; }; struct fl4 { struct fl1 *p; int d[][3]; }; struct fl5 { char a; struct fl1 in; };
union fl6 { int n; char d[0]; }; struct fl7 { int n; int d[1]; };
`,
  empty: String.raw`
struct em1 { }; struct em2 { struct em1 a; int b; struct em1 c; }; union em3 { }; struct em4 { int a[0]; }; struct em5 { struct { }; char c; }; struct em6 { struct em1 a[3]; char d; } ; ; ;
int em7(struct em1); ;
`,
  scopes: String.raw`
int sc1(int p); void sc3(int sc3, int x); typedef int T; int sc4(T T); struct T { T T; T (*f)(T); }; int sc5(int T, int); union U2 { T a; }; struct sc6 { struct sc7 { int a; } b; struct sc7 c; }; struct sc7 sc8;
typedef struct sc9 sc9; struct sc9 { sc9 *next; }; int sc10(sc9 sc9); enum sc11 { sc12 } ; int sc13(int (sc14)); int sc15(int (T)); int sc16(T); int sc17(int (*T)(T));
`,
  "variadic-forms": String.raw`
int va1(const char *, ...) __attribute__((format(printf, 1, 2), nonnull(1))); void va2(int, __builtin_va_list) __attribute__((sentinel)); int va3(int a, ...), va4(); typedef int va5(int, ...); va5 va6; va5 *va7(va5);
`,
  "bound-expressions": String.raw`
int be1[sizeof(struct { int a; char b; })], be2[(int)(2.9)], be3['a' - 'A'], be4[1 << 3 | 1], be5[sizeof "abc"], be6[sizeof(int[3])], be7[__alignof__(double)], be8[_Alignof(char)];
struct bes { int a; char b[__builtin_offsetof(struct { int x; long y; }, y)]; int c[sizeof(((struct { short s[3]; } *)0)->s)]; };
enum { BE = 3 }; extern int be10[BE][BE + 1], be11[!0 + 1], be12[sizeof(be1) / sizeof(be1[0])], be13[__builtin_constant_p(3) ? 2 : 1], be14[__builtin_choose_expr(1, 5, 6)], be15[__builtin_types_compatible_p(int, int) + 1];
int be16[sizeof(int (*)[5])], be17[(unsigned char)258], be18[-1 < 0 ? 1 : -1], be19[sizeof(void)], be20[sizeof(be16[0])], be21[sizeof *be16], be22[sizeof(int) == 4 && 1];
`,
  conventions: String.raw`
__attribute__((ms_abi)) int cv1(int); int __attribute__((sysv_abi)) cv2(int); typedef int (__attribute__((ms_abi)) *cv3)(int); struct cv4 { void (__attribute__((ms_abi)) *f)(void); cv3 g; };
`,
  int128: String.raw`
__int128 i1(unsigned __int128); struct i2 { char c; __int128 a; unsigned __int128 b : 100; }; typedef __int128_t i3; typedef __uint128_t i4; _Float128 i5(_Float64x, _Float32); _Float16 *i6; __float128 i7; _Decimal64 *i9;
struct i10 { char c; long double d; _Complex long double e; char f; __float128 g; };
`,
  parenthesised: String.raw`
int (pa1), *(pa2), (*pa3), (pa4[3]), (*(pa5[2])), (pa6)(void), (*(pa7))(void), *(*(pa8))(int (a), int (*(b)));
typedef int (pa9); typedef int (*(pa10)); typedef int ((pa11)[2]); pa9 pa12(pa9 (pa9)); extern void (pa13)(void), (*(*pa14)(void))(void);
`,
  "typedef-arrays": String.raw`
typedef int ta1[3]; const ta1 ta2; typedef const ta1 ta3; ta3 *ta4; ta1 *ta5(ta1, ta1[2]); struct ta6 { ta1 a, b[2]; const ta1 c; }; extern ta1 ta7[]; typedef char ta8[]; ta8 ta9 = "abc", ta10 = "abcdef"; struct ta11 { int n; ta8 d; };
`,
  "transparent-union": String.raw`
typedef union { int *a; float *b; } tu1 __attribute__((transparent_union)); void tu2(tu1, int); typedef union { struct x *a; void *b; } __attribute__((__transparent_union__)) tu3; int tu4(tu3);
`,
  atomic: String.raw`
_Atomic int at1; _Atomic(int) at2; _Atomic(int *) at3; _Atomic int *at4; int *_Atomic at5; struct at6 { char c; _Atomic long long a; _Atomic(struct { char x[3]; }) b; }; void at7(_Atomic(int) *);
`,
  "storage-order": String.raw`
struct __attribute__((scalar_storage_order("big-endian"))) so1 { int a; short b; };
`,
  "deep-typedef": String.raw`
typedef int D0; typedef D0 D1; typedef D1 *D2; typedef D2 const D3; typedef D3 D4[2]; typedef D4 *(*D5)(D3); typedef D5 D6(D5, ...); D6 deep; struct D0 { D0 D0; }; typedef struct D0 D7; D7 d8(struct D0 *);
`,
  "nested-struct-scope": String.raw`
struct ns1 { struct ns2 { struct ns3 { int a; } b; } c; enum ns4 { NS_A = sizeof(struct ns3) } d; union ns5 *e; }; struct ns3 ns6; enum ns4 ns7; union ns5 { int a; }; int ns8[NS_A];
`,
  cleanup: String.raw`
static inline void cl1(void) { int x  = 0; } int cl3(void) __attribute__((alias("cl4"))) ; extern int cl5 __attribute__((weak)); int cl6(void) __attribute__((ifunc("x"))); int cl7(void) __attribute__((section("s"), used, visibility("hidden"), tls_model("x")));
`,
  "unknown-attributes": String.raw`
int ua1 __attribute__((koine_unknown, koine_unknown2(1, "a"))); struct __attribute__((koine_x)) ua2 { int a; } __attribute__((koine_y())); __attribute__(()) int ua3; __attribute__((,,unused,)) int ua4; int ua5 __attribute__((__unused__)) __attribute__((unused));
`,
  "msvc-words": String.raw`
#define __int64 long long
struct mw1 { __int64 a; char b; };
`,
  atomics: String.raw`
struct at1 { char a; _Atomic short b; _Atomic(long long) c; _Atomic(int *) d; int *_Atomic e; _Atomic long double f; _Atomic __int128 g; };
typedef struct { char x[4]; } at2; struct at3 { char a; _Atomic at2 b; at2 _Atomic c; _Atomic(at2) d; char e; };
struct at4 { char a; _Atomic struct { char x[3]; } b; _Atomic struct { short x[4]; } c; char d; _Atomic union { char x[16]; } e; };
struct at5 { char a; _Atomic _Complex float b; _Atomic struct { char x[32]; } c; _Atomic struct { } d; };
typedef _Atomic at2 at6; struct at7 { char a; at6 b; const at6 c; __typeof__(at6) d; }; int at8(_Atomic at2 *, at6 *);
`,
  "struct-tails": String.raw`
struct st1 { int a; } st2, *st3, st4[2], (*st5)(struct st1); union { int a; } st6; enum { ST_A } st7[ST_A + 1]; struct { struct { int x; } in[2]; int n; } st8 = { { { 1 } }, 2 };
const struct st9 { const int a; volatile char b; } st10; struct st1 static const *st11; typedef struct st12 *st13, st14; struct st12 { st13 a; st14 *b; };
`,
  "pointer-qualifiers": String.raw`
const char *const *volatile *restrict pq1(char *const, const char *restrict *, volatile int *const volatile); int *const *(*pq2)(void); typedef char *str; const str pq3; str const *pq4; extern int const pq5[2][3], *const pq6[2];
`,
  "gnu-case": String.raw`
int gc1(void) __attribute__((__visibility__("default"))); extern __typeof__(gc1) gc2; int gc3(void) __attribute__((alloc_size(1), malloc)), *gc4(int n) __attribute__((assume_aligned(16, 4), warn_unused_result));
void gc5(int, const char *, ...) __attribute__((__format__(__printf__, 2, 3))) __attribute__((__nonnull__(2)));
`,
  "enum-uses": String.raw`
enum eu1 { EU_A = 1 << 0, EU_B = 1 << 1, EU_ALL = EU_A | EU_B, EU_MAX = ~0 >> 1 }; struct eu2 { enum eu1 a : 2; enum { EU_X = EU_ALL } b; int c[EU_ALL]; }; enum eu1 eu3(enum eu1, enum eu1 *); int eu4[EU_X]; enum { EU_Y = sizeof(struct eu2), EU_Z = sizeof(enum eu1[2]) };
`,
  "typeof-arrays": String.raw`
extern int tya1[4]; extern __typeof__(tya1) tya2; typedef __typeof__(tya1[0]) tya3; tya3 tya4(__typeof__(tya1) a); struct tya5 { __typeof__(tya1) a; __typeof__(&tya1) b; __typeof__(tya1 + 1) c; };
`,
};
