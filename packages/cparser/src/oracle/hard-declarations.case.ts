/** Legal declarations that are hard to read: gcc says what they are. */
export const hardDeclarations: Readonly<Record<string, string>> = {
  "abstract declarators": String.raw`
int g(int (*(*)(int (*)(void)))[4], char (*(*[])(void))(int), void (*(int (*)))(void));
typedef int (*(*T(void))[5])(double); T t;
`,
  "names of typedefs in other name spaces": String.raw`
typedef int T; struct T { int T; T T2; }; T f(struct T T); int g(T *x, int (*h)(T *));
`,
  "array parameters": String.raw`
void f(int n, int a[static n], int b[const static 3], int c[static volatile restrict 2], int d[const *], int (*e)[n], int g[n][n]);
`,
  "alignment specifiers": String.raw`
struct s { _Alignas(16) char a; _Alignas(double) char b; _Alignas(0) int d; _Alignas(8) _Alignas(32) char e; };
`,
  "typeof of expressions": String.raw`
int x[3]; __typeof__(x) y; __typeof__(&x) py; __typeof__(*x) z; __typeof__((char)1 + 1) w; __typeof__(1 ? (short)1 : 2L) v; __typeof__(sizeof 0) sz; __typeof__(&((struct { int a; char b[7]; } *)0)->b) pb; typeof("abc") str; __typeof__(L'a') lc; __typeof__(x[0] == 1) cmp; __typeof__(__builtin_choose_expr(1, 'a', 1.0)) ce; __typeof__(_Generic(1.0f, float: (char *)0, default: 0)) ge; __typeof__(0 ? (int *)0 : (void *)0) np; __typeof__(0 ? (int *)0 : 0) nz;
`,
  "built-in functions in bounds": String.raw`
int a[__builtin_types_compatible_p(int[], int[5]) ? 3 : 4], b[__builtin_types_compatible_p(const int, int) + 1], d[__builtin_clz(1) ], e[__builtin_popcount(255)], f[__builtin_ffs(8)], g[__builtin_strlen("abcd")], h[__builtin_bswap16(0x0100)], i[__builtin_constant_p("x") + 1];
`,
  "bit-fields of enums signed and unsigned": String.raw`
enum U { UA = 3 }; enum Sg { SA = -1, SB = 3 }; struct s { enum U a : 2; enum Sg b : 3; enum U : 0; enum Sg c : 3; char d; };
`,
  "packed enum as bit-field and member": String.raw`
enum __attribute__((packed)) e { A, B = 255 }; enum __attribute__((packed)) e2 { C = -1, D = 255 }; struct s { enum e a; enum e b : 4; enum e2 c; enum e2 d : 9; };
`,
  "packed struct with aligned member": String.raw`
struct __attribute__((packed)) s { char a; int b __attribute__((aligned(4))); char c; long d __attribute__((aligned(2))); };
`,
  "aligned on packed nested": String.raw`
struct in { char a; long b; } __attribute__((packed)); struct out { char x; struct in y __attribute__((aligned(8))); struct in z[2]; } __attribute__((packed, aligned(16)));
`,
  "packed member only": String.raw`
struct s { char a; int b __attribute__((packed)); double c; long d __attribute__((packed, aligned(2))); };
`,
  "pragma pack pushes": String.raw`
#pragma pack(push, lab, 2)
struct a { char x; double y; };
#pragma pack(push, 1)
struct b { char x; double y; struct a z; };
#pragma pack(pop, lab)
struct c { char x; double y; };
`,
  "pack in middle of struct": String.raw`
struct s { char a; int b;
#pragma pack(1)
 char c; int d; };
struct t { char a; int b; };
#pragma pack()
`,
  "flexible arrays in unions": String.raw`
union u { int n; struct { int len; char data[]; } v; }; struct w { union u t; };
`,
  "flexible of aligned struct": String.raw`
struct e { char c; } __attribute__((aligned(8))); struct s { char n; struct e d[]; };
`,
  "zero arrays in middle": String.raw`
struct s { int a; int z[0]; char b; long y[0]; char c; };
`,
  "K&R function returning pointer to function with args": String.raw`
int (*knr(a, b))(double) int a; char *b; { return 0; }
double (*(*knr2())())[3] { return 0; }
`,
  "returning pointer to array of pointers to functions": String.raw`
int (*(*(*f(int (*)[3], void (*)(int, ...)))[2])(void))(char);
`,
  "asm labels with concatenation and redeclare": String.raw`
int f(void) __asm__("_" "f" "\x41"); int f(void); extern int v[] __asm("v$x"); extern int v[3];
`,
  "ms_struct mixtures": String.raw`
struct __attribute__((ms_struct)) s { int a:3; int b:5; char c:2; short d:3; int :0; int f:1; long long g:40; long long h:30; };
struct __attribute__((ms_struct)) s2 { char a; int :0; char b; int c:4; int d __attribute__((aligned(8))); };
`,
  "vectors of bool-ish and of pointers sized ints": String.raw`
typedef signed char v16 __attribute__((__vector_size__(16))); typedef unsigned long v4l __attribute__((vector_size(4 * sizeof(long)))); struct s { char c; v16 a; v4l b; } ; v16 f(v4l, v16 *);
`,
  "vector via typeof and attribute position": String.raw`
typedef float f4 __attribute__((vector_size(16))); extern f4 x; __typeof__(x) y; f4 __attribute__((aligned(32))) z; int n[sizeof z]; const f4 *g(const f4 *restrict); __typeof__(x[0]) e; __typeof__(((f4 *)0)[0][1]) *h(__typeof__((*(f4 *)0)[2])); struct v { f4 m; }; char q[sizeof ((struct v *)0)->m[3]];
`,
  "complex in all spellings": String.raw`
_Complex double a; double _Complex b; long _Complex double c; float __complex__ d; _Complex e; _Complex int f; unsigned _Complex long g; struct s { char c; _Complex char x; _Complex short y; _Complex long double z; };
`,
  "int128 spellings": String.raw`
__int128 a; unsigned __int128 b; __int128 unsigned c; signed __int128 d; const __int128 volatile e; struct s { char c; __int128 x : 70; __int128 y : 60; unsigned __int128 z; };
`,
  "float128 and friends": String.raw`
_Float128 a; __float128 b; _Float64 c; _Float32x d; _Float64x e; _Float16 f; _Complex _Float128 g; struct s { char c; _Float128 x; _Float64x y; _Float32 z; };
`,
  "atomic struct and qualifiers": String.raw`
typedef struct { long a, b; } P; struct s { char c; _Atomic(P) p; _Atomic P q; P _Atomic *r; _Atomic(P *) t; const _Atomic int u; };
`,
  "parameter shadows typedef": String.raw`
typedef int T; int f(int (T), int T1); int g(int T, char (*x)[sizeof(T)]);
`,
  "redundant parens around parameters": String.raw`
typedef int T; void f(int (T)); void g(int (*(T))(char)); void h(int ((T)));
`,
  "vla in prototypes": String.raw`
void f(int n, int m, double a[n][m], double (*b)[n * m], char c[sizeof(int[n])]);
`,
  "incomplete enum pointers and arrays of incomplete": String.raw`
struct I; typedef struct I *TI[]; extern TI *p; struct I { int a; }; extern struct I arr[]; extern struct I arr[3];
`,
  "tentative and extern arrays completed": String.raw`
int a[]; int a[5]; extern char b[]; char b[] = "hello"; static int c[] = {1,2,3}; extern int d[sizeof c / sizeof *c];
`,
  "anonymous struct with typedef tag (plain)": String.raw`
struct s { int a; union { struct { short b, c; }; int d; struct { char e[4]; } f; }; enum { X1, X2 } g; };
`,
  "bool bit-fields and mixed units": String.raw`
struct s { _Bool a : 1; unsigned b : 31; _Bool c : 1; unsigned char d : 8; unsigned short e : 15; _Bool f; unsigned long g : 63; };
`,
  "zero width and unnamed at ends": String.raw`
struct s { int : 5; char a; int : 0; }; struct t { long : 33; }; struct u { char a; long : 0; char b; int : 7; };
`,
  "bit-field widths from expressions and sizeof own earlier enum": String.raw`
struct s { enum { W = 5 } k; unsigned a : W, b : sizeof(int) * 2, c : W == 5 ? 3 : 1; };
`,
  "aligned 0-arg and aligned with typedef": String.raw`
typedef int ai __attribute__((aligned)); struct s { char a; ai b; }; typedef struct { char c; } __attribute__((aligned)) al; al x[2]; typedef char ac __attribute__((aligned(16))); ac f(ac *); struct t { ac a; char b; };
`,
  "attribute everywhere": String.raw`
__attribute__((unused)) static int (__attribute__((unused)) *a)(void), b __attribute__((aligned(8))), *__attribute__((unused)) c; int __attribute__((noinline)) f(__attribute__((unused)) int x __attribute__((unused))); struct __attribute__((packed)) s { int __attribute__((aligned(2))) x, *y __attribute__((packed)); } __attribute__((aligned(4))) v __attribute__((unused));
`,
  "C2x attributes": String.raw`
[[deprecated]] int f(void); int g [[gnu::pure]] (int [[maybe_unused]] x); struct [[gnu::packed]] s { char a; int b; }; [[gnu::aligned(16)]] int v; struct t { [[gnu::aligned(8)]] char c; int d [[gnu::packed]]; }; enum [[gnu::packed]] e { A };
`,
  "mode attribute": String.raw`
typedef int qi __attribute__((mode(QI))), hi __attribute__((__mode__(HI))), di __attribute__((mode(DI))), ti __attribute__((mode(TI))), w __attribute__((mode(word))), p __attribute__((mode(pointer))); typedef float df __attribute__((mode(DF))), xf __attribute__((mode(XF))), tf __attribute__((mode(TF))); typedef _Complex float dc __attribute__((mode(DC))); unsigned int v4 __attribute__((mode(DI))); struct s { qi a; hi b; di c; ti d; w e; p f; df g; xf h; tf i; dc j; };
`,
  "storage and specifier soup": String.raw`
long static const int unsigned long volatile a; typedef const int volatile *const P; short int extern long_; int inline static f(void){return 0;} _Thread_local static int t; extern __thread int u; _Noreturn inline static void g(void){for(;;);} auto_;
`,
  "auto type": String.raw`
__auto_type a = 1.5f; __auto_type b = (unsigned char)1; static const __auto_type c = 1ull;
`,
  "enum large values and negative": String.raw`
enum a { A = 0x7fffffffffffffff, A2 = -1 }; enum b { B = 0xffffffffffffffff }; enum c { C = 2147483648, C2 }; enum d { D = -2147483649, D2 = 1 }; struct s { enum a a; enum b b; enum c c; enum d d; enum c e : 31; };
`,
  "enum constants typed by position": String.raw`
enum e { A = 1u << 31, B = sizeof(A), C = sizeof(char), D = (unsigned char)-1, E = -1L, F = A + 1, G = 'a' + 0ull }; extern char a[sizeof(A)], b[sizeof(enum e)];
`,
  "transparent union param and attribute on typedef struct": String.raw`
typedef union { int *i; const char *c; } tu __attribute__((__transparent_union__)); int f(tu, ...); typedef struct __attribute__((aligned(64))) q q; struct q { int a; }; q *g(void);
`,
  "sysv ms abi pointers arrays": String.raw`
typedef int (__attribute__((ms_abi)) *mf)(int, ...); mf tab[3]; int (__attribute__((ms_abi)) *(*g)(void))(void); struct s { int (*__attribute__((ms_abi)) f)(int); };
`,
  "nested functions pointers in struct with self": String.raw`
struct ops { struct ops *(*next)(struct ops *, int (*)(struct ops *, const struct ops **)); int (*const *const tab)(void); int (*arr[2][3])(struct ops *(*)[4]); };
`,
  "conflicting-looking but legal redeclarations": String.raw`
typedef int i; typedef int i; extern i a; extern int a; int f(); int f(int, char *); int f(i, char *const); static int s; static int s; void g(int[], int()); void g(int *, int (*)());
`,
  "offsetof designators": String.raw`
struct s { int a; struct { short x[4]; struct { char y[3][5]; } z[2]; } b[3]; }; enum { O1 = __builtin_offsetof(struct s, b[2].z[1].y[2][4]), O2 = __builtin_offsetof(struct s, b[1].x), O3 = __builtin_offsetof(struct s, b) }; 
`,
  "static assert in odd places": String.raw`
struct s { _Static_assert(sizeof(int) == 4, "a"); int x; _Static_assert(1, "b" "c"); }; _Static_assert(sizeof(struct s) == 4, ""); int f(void) { _Static_assert(1, ""); return 0; }
`,
  "large struct array arithmetic": String.raw`
struct big { char a[1 << 20]; struct big2 { long b[1 << 10]; } c[3]; }; extern struct big x[2][2]; enum { BS = sizeof x };
`,
  "union with bitfields and ll align": String.raw`
union u { long long a : 40; char b; unsigned c : 7; }; struct s { char x; union u y; }; union __attribute__((packed)) pu { long a; char b[3]; short c : 9; };
`,
  "struct ending inside pack with bitfields": String.raw`
#pragma pack(push,4)
struct s { char a; long long b : 33; int c : 31; double d; long long e; };
#pragma pack(pop)
struct t { char a; struct s b; };
`,
  "long double and packed": String.raw`
struct __attribute__((packed)) s { char a; long double b; _Complex float c; }; struct t { char a; long double b __attribute__((aligned(4))); };
`,
  "function type typedef used for declaration and pointer member": String.raw`
typedef int fn(const char *, ...); fn a, *b; extern fn c __attribute__((noreturn)); struct s { fn *f; fn *const g[2]; }; fn *d(fn, fn *);
`,
  "void parameter through typedef": String.raw`
typedef void V; int f(V); V g(void); V *h(V *);
`,
  "const function parameter arrays of typedef arrays": String.raw`
typedef int A[3]; void f(const A, A *, const A *, A[2]); const A ca; extern const A *pa; __typeof__(ca) cb;
`,
  "unnamed bitfield then flexible": String.raw`
struct s { unsigned : 3; unsigned n : 5; char d[]; };
`,
  "scalar storage order pragma": String.raw`
#pragma scalar_storage_order big-endian
struct s { int a : 3; int b : 29; short c; };
#pragma scalar_storage_order default
struct t { int a : 3; };
`,
  "label addresses and computed bodies skipped": String.raw`
static inline void *f(int x) { static void *t[] = { &&a, &&b }; goto *t[x]; a: b: return ({ __label__ q; q: t[0]; }); } int after;
`,
  "asm in bodies and at top": String.raw`
__asm__(".symver a,b@c"); static inline int f(int x) { __asm__ volatile ("" : "+r"(x) : : "memory", "cc"); return x; } asm("nop"); int after;
`,
  "atomic structs of odd sizes": String.raw`
struct t { char x[3]; }; struct u { short x[4]; }; struct s { char c; _Atomic struct t m; char d; _Atomic struct u n; };
extern char a[sizeof(_Atomic struct t)], b[_Alignof(_Atomic struct u)];
`,
  "enums that state their alignment": String.raw`
enum __attribute__((aligned(16))) e { A }; enum f { B } __attribute__((aligned(8))); struct s { char c; enum e e; char d; enum f f; };
`,
  "const arrays by a typedef and by their elements": String.raw`
typedef int A[2]; extern const A x; extern const int x[2]; extern const int y[2]; extern const A y;
`,
};
