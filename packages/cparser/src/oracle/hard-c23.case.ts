/** Declarations and constants of C23 that are hard to read: Clang says what they are. */
export const hardC23: Readonly<Record<string, string>> = {
  "constexpr uses": String.raw`
constexpr int k = 5; constexpr unsigned char uc = 255; constexpr double d = 1.5; constexpr int arr[3] = {1,2,3}; extern char x[k + 1]; enum { E = k * 2 };
#define A (k + 1)
#define B (uc << 1)
#define D (d * 2)
#define S sizeof(arr)
`,
  "constexpr in struct bounds and bitfields": String.raw`
constexpr unsigned long n = 3ul; struct s { int a[n]; unsigned b : n; _Alignas(n + 5) char c; }; static constexpr char c = 'a'; constexpr static short z = 7, y = z + 1; extern char q[y]; constexpr float fl = 0.1f;
`,
  generics: String.raw`
enum u8t : unsigned char { UU }; enum plain { PP };
#define B _Generic((enum u8t)0, unsigned char: 1, int: 2)
#define C _Generic((enum plain)0, unsigned: 1, int: 2)
typedef float f4 __attribute__((vector_size(16))); typedef int i4 __attribute__((vector_size(16)));
#define D _Generic((f4){}, i4: 1, f4: 2)
#define E _Generic((unsigned char)0, enum u8t: 1, default: 2)
#define F __builtin_clrsb(-1) + __builtin_clrsbll(5)
`,
  typeof_unqual: String.raw`
const volatile int *const p; typeof_unqual(p) q; typeof_unqual(*p) r; typeof_unqual(const int[3]) a; typeof_unqual(_Atomic int) at; typeof_unqual(int (*const)(void)) f; struct s { typeof_unqual(const char) c; };
`,
  "auto inference": String.raw`
auto a = 1ull; auto b = 'c'; auto c = 1.0f; static auto d = &a; auto e = (short)3; const auto f = 1 + 1l; auto g = nullptr; auto h = true; auto i = "x"; auto j = u8"x"; auto k = u8'x';
`,
  "digit separators and binaries": String.raw`
#define A 1'000'000
#define B 0x1234'5678'9abc'def0
#define C 0b1111'0000
#define D 0'17
#define E 1'0.5'0e1'0
#define F 0x1'0p1'0
#define G 1'0ull
`,
  "enums with underlying types": String.raw`
enum a : unsigned char { A = 255 }; enum b : long long { B = -1, B2 = 1ll << 40 }; enum c : int; enum c : int { C }; enum d : unsigned { D = 4294967295 }; enum e : short { E1 = 1, E2, E3 = E2 * 2 } ev; struct s { enum a x; enum b y; enum c z : 3; enum : char { IN } w; }; typedef enum : signed char { NEG = -128 } neg; extern char sz[sizeof(A) + sizeof(B)]; enum f : typeof(1ull) { FF = ~0ull };
`,
  "forward enum used before": String.raw`
enum fwd : unsigned short; struct s { enum fwd f; char c; }; enum fwd g(enum fwd *); extern enum fwd arr[2];
`,
  "attribute on packed struct": String.raw`
struct [[gnu::packed]] s { char a; int b; }; struct t { char a; [[gnu::aligned(16)]] int b; [[gnu::packed]] long c; }; struct [[gnu::packed, gnu::aligned(2)]] u { char a; int b; };
`,
  "static_assert without message and alignas": String.raw`
static_assert(1); struct s { static_assert(sizeof(int) == 4); int x; alignas(16) char y; alignas(long) char z; }; alignas(8) extern char w; extern char v[alignof(struct s)]; thread_local extern int tl;
`,
  "empty parens are void": String.raw`
int f(); typedef int g(); g *h(); int (*i())();
`,
  "unnamed parameter in definition": String.raw`
static inline int f(int, [[maybe_unused]] char *) { return 0; } int after;
`,
  "label at end of body": String.raw`
static inline void f(void) { l: } int after; static inline int g(int x) { switch (x) { case 1: int y; default: } return 0; } int after2;
`,
  "empty initializers and compound literals with storage": String.raw`
struct s { int a, b; }; struct s x = {}; constexpr struct s y = { 1, 2 }; int z[] = { [2] = 1 }; extern char q[sizeof z];
`,
  "char8_t strings": String.raw`
const unsigned char a[] = u8"é"; 
#define A u8"é"
#define B sizeof(u8"ab")
#define C u8'a'
#define D sizeof(u8'a')
#define E (u8'\xff' > 0)
`,
  "strings with \\x and octal across concatenation": String.raw`
#define A u"\xD83D" u"\xDE00"
#define B U"\U0001F600"
#define C "\u20ac"
`,
  "typeof of type names and arrays": String.raw`
typeof(int[3]) a; typeof(int (*)(void)) b; typeof(const char *) const c; typeof(typeof(int)) d; typeof(a[0]) *e; typeof(struct { int q; }) f;
`,
  "storage in compound, register inference": String.raw`
static constexpr int tab[] = { 1, 2, 3 }; extern char x[sizeof tab / sizeof *tab]; constexpr char str[] = "hello"; extern char y[sizeof str];
`,
  "u8 char arithmetic and macros of constexpr enum": String.raw`
enum lim : unsigned long { BIG = 0xffff'ffff'ffff'ffff };
#define A (BIG - 1)
#define B (BIG > 0)
`,
  "binary printf widths": String.raw`
#define A 0B101
#define B 0b0
#define C 0b1'1u
`,
  "the type of enumerators of an enum that states its own": String.raw`
enum e : unsigned char { A = 1, B }; enum f : long long { C = 1 }; extern char a[sizeof A + sizeof C];
#define D _Generic(B, unsigned char: 1, enum f: 2, int: 3)
#define E (sizeof B + sizeof C)
`,
};
