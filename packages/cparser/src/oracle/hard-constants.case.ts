/** Constants whose values and types are not plain to see: gcc says what they are. */
export const hardConstants: Readonly<Record<string, string>> = {
  "hex floats": String.raw`
#define A 0x1.8p3
#define B 0x.8p-1f
#define C 0X1P+4L
#define D -0x1.fffffffffffffp1023
#define E (0x1p-1074 / 2)
#define F 0x1.0000000000001p0
`,
  "decimal floats extremes": String.raw`
#define A 1.7976931348623157e308
#define B 4.9406564584124654e-324
#define C .1f
#define D 1e400
#define E 3.4028235e38f
#define F 1.e2
#define G (1.0/3)
#define H (1.0f/3)
`,
  "float arithmetic conversions": String.raw`
#define A (1.0f + 1e-10)
#define B (16777216.0f + 1)
#define C (1 / 2 + 1.0 / 2)
#define D ((float)0.1 == 0.1)
#define E ((float)0.1 == 0.1f)
#define F (0.1f + 0.2f)
#define G (1e308 * 10)
#define H (0.0 / 1)
#define I (-0.0)
#define J (3 > 2.5 ? 1 : 2.0)
`,
  "half precision": String.raw`
#define A ((double)(_Float16)13.4)
#define B ((double)(_Float16)65519.0)
#define C ((double)(_Float16)1e-7)
#define D ((double)(_Float16)3e-8)
#define E ((double)(_Float16)-2049.0)
#define F ((double)(_Float16)2051.0)
#define G ((double)(_Float16)0.099975586)
`,
  "long double": String.raw`
#define A 1.5L
#define B (1.0L / 3)
#define C (2.0L * 3)
#define D ((double)1.1L)
`,
  "casts that wrap": String.raw`
#define A ((unsigned char)300)
#define B ((signed char)200)
#define C ((short)0x18000)
#define D ((unsigned)-1)
#define E ((int)0x80000000)
#define F ((long long)0xffffffffffffffffu)
#define G ((_Bool)256)
#define H ((_Bool)0.5)
#define J ((int)-2.9)
#define K ((unsigned char)(short)-1)
#define L ((char)'\xff')
#define M ((unsigned short)~0)
`,
  "conditional arithmetic conversions": String.raw`
#define A (1 ? -1 : 0u)
#define B (0 ? 1LL : -1)
#define C (1 ? 'a' : 1.0)
#define D (1 ? (char)1 : (short)2)
#define E (sizeof(1 ? 1 : 1LL))
#define F (1 ? (unsigned char)255 : -1)
#define G (-1 > 0u)
#define H (-1L > 0u)
#define I (-1LL < 0ull)
#define J ((short)-1 < (unsigned short)1)
`,
  "character constants": String.raw`
#define A 'abcd'
#define B 'ab'
#define C '\377'
#define D L'\xffffffff'
#define E u'\xffff'
#define F U'\x10ffff'
#define G '\0'
#define H '\e'
#define I L'é'
#define J u'é'
#define K 'é'
#define L '\u00e9'
#define M U'\U0001F600'
#define N 'abcde'
#define O '\xabc'
#define P L'ab'
`,
  "sizeof of everything": String.raw`
struct s { char a[3]; int b : 3; long c; };
#define A sizeof(struct s)
#define B sizeof "abc"
#define C sizeof L"abc"
#define D sizeof(u"ab" "c")
#define E sizeof 'a'
#define F sizeof u'a'
#define G sizeof(((struct s *)0)->a)
#define H sizeof(int[sizeof(long)])
#define I sizeof(int (*)(void))
#define J sizeof(void)
#define K sizeof 1.0f
#define L sizeof(1.0f + 1.0L)
#define M sizeof((char)1 + (char)1)
#define N sizeof(char)
#define O sizeof(!1)
#define P sizeof(1 == 1)
#define Q sizeof(int) * 2
#define R sizeof(int) - 5
#define S sizeof -1
#define T sizeof (int) {3}
#define U sizeof(_Complex double)
#define V sizeof(__real (float _Complex)1)
#define W sizeof(__imag__ 1.0Li)
#define X _Alignof(struct s)
#define Y __alignof__ 1.0
#define Z sizeof(&*"abc")
`,
  "strings with prefixes concatenated": String.raw`
#define A "a" "b"
#define B L"a" "b"
#define C "a" L"b"
#define D u"a" "\u00e9"
#define E u8"é" "x"
#define F U"😀"
#define G u"😀"
#define H "\x41" "B"
#define I "\1" "23"
#define J "a\0b"
#define K "" ""
#define L "tab\t\v\a\\\"\?"
#define M R"(raw\n)" "x"
`,
  "shifts and bit ops": String.raw`
#define A (1u << 31)
#define B (1 << 31)
#define C (-1 >> 1)
#define D (-8 >> 1)
#define E (0xffffffff >> 4)
#define F (1ull << 63)
#define G (~0u)
#define H (~0ull)
#define I (1 << 2 + 3)
#define J (5 & 3 | 8 ^ 2)
#define K (!5 == 0)
#define L (-7 / 2)
#define M (-7 % 2)
#define N (7 % -2)
#define O (7u / -2)
#define P (-9223372036854775807LL - 1)
#define Q (0x7fffffff + 1)
#define R (2147483647 * 2)
#define S (4294967295 * 2)
`,
  "literals types": String.raw`
#define A 2147483648
#define B 0x80000000
#define C 0x7fffffffffffffff
#define D 9223372036854775807
#define E 0xffffffffffffffff
#define F 037777777777
#define G 0b11111111111111111111111111111111
#define H 10lu
#define I 10LLu
#define J 0
#define K 00
#define L 0x0
#define M 0B1
#define N 18446744073709551615u
`,
  "addresses and pointers": String.raw`
#define A ((void *)0)
#define B ((void *)-1)
#define C ((char *)0 + 5)
#define D ((long)(void *)16)
#define E ((void (*)(int))1)
#define F (&((struct q { int a; int b; } *)0)->b)
#define G ((unsigned long)&((struct { char a; long b; } *)0)->b)
`,
  "comma, parens and unary": String.raw`
#define B (((((3)))))
#define C - - 3
#define D +'a'
#define E !!7
#define F ~~5
#define G -(unsigned char)1
#define H (int)+1u
#define I (5)-(3)
#define J (+(-(+(1))))
`,
  "generic and builtin": String.raw`
enum e { EA = 3 };
#define A _Generic(1.0f, float: 1, double: 2)
#define B _Generic((char)1, int: 1, char: 2)
#define C _Generic("a", char *: 1, const char *: 2)
#define D _Generic(EA, int: 1, unsigned: 2)
#define E _Generic((enum e)0, int: 1, unsigned: 2)
#define F _Generic(0ull, default: 5, unsigned long: 6)
#define G __builtin_choose_expr(1 == 1, 3, "x")
#define H __builtin_constant_p(3)
#define I __builtin_bswap32(0x01020304)
#define J __builtin_popcountll(~0ull)
#define K __builtin_clzll(1)
#define L __builtin_inff()
#define M __builtin_nan("")
#define N __builtin_huge_val()
#define P __builtin_ctz(8)
#define Q __builtin_parity(7)
#define R __builtin_strlen("abc")
#define S __builtin_expect(5, 1)
`,
  "compound & enumerators": String.raw`
enum { X = 5, Y = X * 2, Z = -X };
#define A (X | Y)
#define B ((enum { I1 = 9 })I1)
#define C (Z / 2)
#define D (X ? Y : Z)
#define E (sizeof(X))
#define F (-X)
#define G (X << 29)
`,
  "macro chains": String.raw`
#define P2(a, b) a##b
#define A P2(1, 2)
#define B (A + P2(0x, ff))
#define C P2(L, 'x')
#define D P2("a", ) "b"
#define E C - 'a'
#define S(x) #x
#define F S(hello) " " S(A)
#define XS(x) S(x)
#define G XS(A)
#define K __INT_MAX__
#define L __CHAR_BIT__
#define M __FLT_MAX__
#define N __DBL_EPSILON__
#define O __SIZEOF_POINTER__
#define Q __LDBL_DIG__
`,
  int128: String.raw`
#define B ((unsigned __int128)-1 >> 64)
#define C (((__int128)1 << 70) / ((__int128)1 << 60))
#define D ((int)((__int128)1 << 64))
`,
};
