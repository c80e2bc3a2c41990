/** The preprocessor gives the same tokens as `gcc -E`, and predefines the same macros. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { findBuiltInHeader } from "../builtin-headers/builtin-headers.ts";
import { lexSource } from "../lex/lexer.ts";
import { SourceText } from "../lex/source-text.ts";
import { renderPredefinedMacros } from "../predefined/predefined-macros.ts";
import { Preprocessor } from "../preprocess/preprocessor.ts";
import { defaultStandard } from "../standard/language-standard.ts";
import { gnuTexts } from "./gnu-preprocessor.case.ts";
import { hardTexts } from "./hard-preprocessor.case.ts";
import { hasHeader, linuxX64, readFile, skipWithoutGcc, systemIncludeDirectories } from "./gcc.case.ts";

function ourTokens(text: string): string[] {
  const preprocessor = new Preprocessor({
    target: linuxX64,
    predefined: renderPredefinedMacros(linuxX64, defaultStandard),
    readFile: (path) => (path === "test.c" ? text : readFile(path)),
    systemIncludeDirectories: systemIncludeDirectories(),
    findBuiltInHeader,
  });
  preprocessor.preincludeSystemHeader("stdc-predef.h");
  assert.ok(preprocessor.preprocess("test.c"));
  assert.deepEqual(preprocessor.diagnostics, []);
  return preprocessor.tokens.map((token) => token.text);
}

function gccTokens(text: string): string[] {
  const { stdout } = spawnSync("gcc", ["-std=gnu17", "-E", "-P", "-xc", "-"], {
    input: text,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const withoutPragmas = stdout.replaceAll(/^#pragma.*$/gm, "");
  return lexSource(new SourceText("gcc", withoutPragmas)).map((token) => token.text);
}

/** A short message where two long lists differ. */
function assertSameTokens(text: string): void {
  const ours = ourTokens(text);
  const theirs = gccTokens(text);
  const at = ours.findIndex((token, index) => token !== theirs[index]);
  const start = Math.max(0, (at < 0 ? Math.min(ours.length, theirs.length) : at) - 5);
  assert.equal(ours.slice(start, start + 15).join(" "), theirs.slice(start, start + 15).join(" "));
  assert.equal(ours.length, theirs.length);
}

const headers =
  "stdio.h stdlib.h math.h pthread.h signal.h unistd.h netinet/in.h wchar.h tgmath.h zlib.h sqlite3.h".split(" ");
for (const header of headers) {
  const isMissing = skipWithoutGcc === false && !hasHeader(header);
  test(`<${header}> preprocesses to gcc's tokens`, { skip: isMissing ? "not installed" : skipWithoutGcc }, () => {
    assertSameTokens(`#include <${header}>\n`);
  });
}

const torture = String.raw`
#define x 3
#define f(a) f(x * (a))
#undef x
#define x 2
#define g f
#define z z[0]
#define h g(~
#define m(a) a(w)
#define w 0,1
#define t(a) a
#define p() int
#define q(x) x
#define r(x,y) x ## y
#define str(x) # x
f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);
g(x+(3,4)-w) | h 5) & m
(f)^m(m);
p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };
char c[2][6] = { str(hello), str() };
#define xstr(s) str(s)
#define debug(s, t) printf("x" # s "= %d, x" # t "= %s", \
 x ## s, x ## t)
#define INCFILE(n) vers ## n
#define glue(a, b) a ## b
#define xglue(a, b) glue(a, b)
#define HIGHLOW "hello"
#define LOW LOW ", world"
debug(1, 2);
fputs(str(strncmp("abc\0d", "abc", '\4') == 0) str(: @\n), s);
#undef h
xstr(INCFILE(2).h)
glue(HIGH, LOW);
xglue(HIGH, LOW)
#define t2(x,y,z) x ## y ## z
int j[] = { t2(1,2,3), t2(,4,5), t2(6,,7), t2(8,9,), t2(10,,), t2(,11,), t2(,,12), t2(,,) };
#define dbg(...) fprintf(stderr, __VA_ARGS__)
#define showlist(...) puts(#__VA_ARGS__)
#define report(test, ...) ((test)?puts(#test): printf(__VA_ARGS__))
dbg("Flag"); dbg("X = %d\n", x); showlist(The first, second, and third items.); report(x>y, "x is %d but y is %d", x, y);
#define gnu(format, args...) printf(format, ##args)
#define gnu2(format, ...) printf(format, ##__VA_ARGS__)
#define opt(a, ...) F(a __VA_OPT__(,) __VA_ARGS__ __VA_OPT__(; x ## a))
gnu("a"); gnu("a", 1, 2); gnu2("b"); gnu2("b",); gnu2("b", c, d); opt(1); opt(1, 2); opt(1,);
#define EMPTY
#define LPAREN (
#define RPAREN )
#define F(x, y) x + y
#define ELLIP_FUNC(...) __VA_ARGS__
ELLIP_FUNC(F, LPAREN, 'a', 'b', RPAREN);
#define NIL(xxx) xxx
#define G_0(arg) NIL(G_1)(arg)
#define G_1(arg) NIL(arg)
G_0(42)
#define foo() bar
foo EMPTY () foo
() foo (
)
#define CAT(a,b) a##b
#define AB BA
#define BA AB
CAT(A,B) CAT(1e,+5) CAT(.,5) CAT(L,"x") CAT(-,>) CAT(<,<=) CAT(x,1) str(  a   b
 "c\n" 'd' ) str(L"\x")
__LINE__ __COUNTER__ __COUNTER__ __INCLUDE_LEVEL__
#if defined(x) && !defined y && (1 ? 2 : (1/0)) == 2 && -1 > 0u && 'a' == 97 && 0x7fffffffffffffff + 1u > 0 && ~0 == -1
yes
#elif 1
no
#endif
#if 0
#elif 0
#ifdef x
#else
#endif
#elif defined x
yes2
#else
no2
#endif
#define DEF defined(x)
#if DEF && __has_include(<stdio.h>) && !__has_include("nothing.h") && __has_attribute(packed) && !__has_attribute(zork)
yes3
#endif
#pragma push_macro("x")
#undef x
x
#pragma pop_macro("x")
x
_Pragma("push_macro(\"x\")") after
%:define digraph <: :> <% %>
digraph
#define obj (a) b
obj obj(1)
#define self self + 1
self
#define E(...) __VA_ARGS__
E(E(E(self), self)) E((a, b), c) E()
#define two(a, b) [a|b]
two((1, 2), {3) two(,) two( , )
a\
b // comment \
still
c
`;

test(
  "the examples of the standard, GNU's extensions and odd corners give gcc's tokens",
  { skip: skipWithoutGcc },
  () => {
    assertSameTokens(torture);
  },
);

for (const [name, text] of Object.entries({ ...hardTexts, ...gnuTexts })) {
  test(`${name}: gcc's tokens`, { skip: skipWithoutGcc }, () => {
    assertSameTokens(text);
  });
}

const optional = String.raw`
#define F(a, ...) f(0 __VA_OPT__(,) __VA_ARGS__)
#define G(X, ...) f(0, X __VA_OPT__(,) __VA_ARGS__)
#define EMPTY
F(a, b, c) F() F(EMPTY) F(1, EMPTY) F(1, EMPTY EMPTY) G(a, b, c) G(a,) G(a)
#define H2(X, Y, ...) __VA_OPT__(X ## Y,) __VA_ARGS__
H2(a, b, c, d)
#define H3(X, ...) #__VA_OPT__(X##X X##X)
H3(, 0) H3(a, 0) H3(a)
#define H4(X, ...) __VA_OPT__(a X ## X) ## b
H4(, 1) H4(c, 1)
#define H5A(...) __VA_OPT__()/**/__VA_OPT__()
#define H5B(X) a ## X ## b
#define H5C(X) H5B(X)
H5C(H5A())
#define V1(x, ...) [x ## __VA_OPT__(y) ## z]
V1(1) V1(1, 2)
#define V2(...) #__VA_OPT__( a  "x" __VA_ARGS__ )
V2() V2(1,  2)
#define V3(a...) f(a __VA_OPT__(+) 1)
#define V4(x, ...) x ## __VA_OPT__(a b) c __VA_OPT__((x,(__VA_ARGS__)))
V4(q, 1) V4(EMPTY, 1) V4(q)
#define R(...) __VA_OPT__(R2 (__VA_ARGS__))
#define R2(x, ...) x; __VA_OPT__(R P (__VA_ARGS__))
#define P
#define EXPAND(...) __VA_ARGS__
EXPAND(EXPAND(EXPAND(R(1, 2, 3, 4))))
`;

test("__VA_OPT__ gives gcc's tokens, pasted and as a string", { skip: skipWithoutGcc }, () => {
  assertSameTokens(optional);
});

test("lines that end as on old Macs, or as on Windows, are lines", { skip: skipWithoutGcc }, () => {
  assertSameTokens("a\r#define X 1\rX __LINE__\r\n#define Y \\\r\n2\r\nY __LINE__\n");
});

/** Versions, options of this compiler's build, decimal floats, and what the C library's header states. */
const isOptional =
  /^__(GNUC.*|VERSION|GXX_ABI_VERSION|DEC\w*|DECIMAL_BID_FORMAT|pic|pie|PIC|PIE|CET|SSP_STRONG|BFLT16.*|STDC_I\w+|GNUC_WIDE\w+)__$|_NORM_MAX__|_STDC_PREDEF_H|__GNUC_\w+_NAME|__DEC_EVAL_METHOD__/;

function definitions(text: string): Record<string, string> {
  const found = [...text.matchAll(/^#define (\S+)[ \t]*(.*)$/gm)].map(
    ([, name = "", value = ""]) => [name, value.trim()] as const,
  );
  return Object.fromEntries(found.filter(([name]) => !isOptional.test(name)));
}

for (const [triple, flag] of [
  ["x86_64-unknown-linux-gnu", "-m64"],
  ["i686-unknown-linux-gnu", "-m32"],
] as const) {
  test(`the predefined macros of ${triple} are gcc's`, { skip: skipWithoutGcc }, () => {
    const { stdout } = spawnSync("gcc", [flag, "-std=gnu17", "-dM", "-E", "-xc", "/dev/null"], { encoding: "utf8" });
    assert.deepEqual(definitions(renderPredefinedMacros(requireTarget(triple), defaultStandard)), definitions(stdout));
  });
}
