/** What Microsoft's compilers add to C, as clang reads it for their target: sizes, offsets, types and values. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { renderCheckProgram } from "../verify/render-check-program.ts";
import { parseText } from "./gcc.case.ts";

const headers: Readonly<Record<string, string>> = {
  declspec: String.raw`
__declspec(dllimport) int a(void);
extern __declspec(dllexport) int b;
__declspec(align(16)) struct c { int x; };
struct __declspec(align(32)) d { char y; };
__declspec(noreturn) void e(void);
int __declspec(dllimport) f(int);
__declspec(deprecated("x")) typedef int g;
struct h { __declspec(align(8)) char i; char j; };
__declspec(thread) int k;
__declspec(selectany) int l = 1;
__declspec(novtable) struct m { int a; };
__declspec(uuid("00000000-0000-0000-C000-000000000046")) struct n { int a; };
typedef struct __declspec(align(16)) { double o[2]; } p;
__declspec(noinline) int q(void);
__declspec(restrict) void *r(int);
`,
  "arrays of types with less alignment": String.raw`
typedef int low __attribute__((aligned(2)));
typedef low lows[2];
struct a { char c; low a[2]; };
struct b { char c; low a; };
struct d { char c; lows a; };
struct e { char c; low a[2][3]; };
union f { char c; low a[2]; };
#pragma pack(1)
struct g { char c; low a[2]; };
`,
  atomics: String.raw`
struct three { char c[3]; }; struct five { char c[5]; }; struct eight { char c[8]; };
struct twelve { char c[12]; }; struct sixteen { char c[16]; }; struct large { char c[24]; };
struct a { char c; _Atomic(struct three) a; };
struct b { char c; _Atomic(struct five) a; };
struct d { char c; _Atomic(struct eight) a; };
struct e { char c; _Atomic(struct twelve) a; };
struct f { char c; _Atomic(struct sixteen) a; };
struct g { char c; _Atomic(struct large) a; };
`,
  ints: String.raw`
__int8 a;
__int16 b;
__int32 c;
unsigned __int64 d;
__int64 e(unsigned __int8, signed __int16);
typedef __int64 f;
struct g { __int8 a; __int64 b : 40; __int32 c; };
`,
  conventions: String.raw`
int __cdecl a(int);
int (__stdcall *b)(int);
typedef void (__cdecl *c)(void);
void __fastcall d(int, int);
typedef int (__stdcall e)(int);
e *f;
int (__cdecl *g(int))(char);
struct h { long (__stdcall *i)(struct h *, void **); int (__cdecl *j[3])(void); };
void (__cdecl * __cdecl signal(int, void (__cdecl *)(int)))(int);
void _cdecl k(void);
typedef int (__vectorcall *l)(float);
`,
  pack: String.raw`
#pragma pack(push, first, 2)
struct a { char c; int i; };
#pragma pack(push, second)
#pragma pack(1)
struct b { char c; int i; };
#pragma pack(pop, second)
struct c { char c; int i; };
#pragma pack(pop, first)
struct d { char c; int i; };
#pragma pack(show)
#define TWO_BYTES 2
#pragma pack(push, TWO_BYTES)
struct macro { char c; long long i; };
#pragma pack(pop)
#pragma pack(push)
#pragma pack(4)
struct e { char c; long long i; };
#pragma pack(pop)
#pragma pack(push, 8)
#include <stddef.h>
struct f { char c; double d; };
#pragma pack(pop)
#pragma warning(push)
#pragma warning(disable: 4201 4214)
#pragma once
#pragma comment(lib, "x")
#pragma region x
#pragma intrinsic(memcpy)
__pragma(pack(push, 1)) struct g { char c; int i; };
__pragma(pack(pop)) struct h { char c; int i; };
`,
  fields: String.raw`
struct a { char a : 4; int b : 4; short c : 2; };
struct b { int a : 3; int : 0; int b : 3; };
struct c { long long a : 40; int b : 10; char c; };
struct d { unsigned char a : 1, b : 7; unsigned short c : 3; unsigned d : 20; };
union e { int a : 3; char b; };
struct f { char a; int : 5; char b; };
struct g { _Bool a : 1; char b : 1; };
enum h { H1 = -1, H2 };
struct i { enum h a : 2; unsigned b : 2; };
enum j { J = 0xffffffff };
struct k { };
struct l { int a; struct k b; int c; };
`,
  anon: String.raw`
struct in { int x, y; };
struct out { struct in; int z; union { int q; float w; }; };
typedef struct in IN;
struct out2 { IN; int k; };
enum fwd;
struct s { enum fwd *e; };
enum fwd { A };
`,
  sal: String.raw`
#define _In_ __attribute__((annotate("x")))
#define IN
#define OPTIONAL
#define WINAPI __stdcall
#define DECLSPEC_IMPORT __declspec(dllimport)
typedef void *HANDLE;
typedef struct HWND__ { int unused; } *HWND;
DECLSPEC_IMPORT HANDLE WINAPI Open(IN const unsigned short *name, OPTIONAL int flags);
typedef long (WINAPI *WNDPROC)(HWND, unsigned, unsigned long long, long long);
typedef unsigned short WCHAR;
typedef WCHAR *PWSTR, *const CPWSTR;
extern const WCHAR text[];
int __forceinline inl(int x) { return x; } static __inline int inl2(void) { return 0; } __w64 int w;
void * __ptr64 p64;
int * __restrict r;
int *__unaligned u;
`,
  "short pointers": String.raw`
struct a { char c; void *__ptr32 p; char d; int *__ptr32 *__ptr32 const q; void *__ptr64 r; };
struct b { char c; struct b *__ptr32 next; }; typedef char *__ptr32 d; struct e { char c; d all[3]; };
int f(struct a *);
`,
  bases: String.raw`
enum a : long long { A1 = 1ll << 40, A2, A3 = -A2 }; enum b { B1 = 0x100000001, B2 = B1 + 1 };
enum c : unsigned char { C1 = 255 }; enum d : unsigned { D1 = 0xffffffff }; enum e : short; struct f { enum e g; enum a h; };
int i[sizeof(A1)], j[D1 == 0xffffffffu ? 3 : -1];
`,
  asked: String.raw`
struct a { char a; __attribute__((aligned(16))) int b : 1; char c; };
#pragma pack(1)
struct b { char a; __attribute__((aligned(16))) int b : 1; char c; };
struct c { char a; struct b b; };
#pragma pack(4)
struct d { char a; int b : 1 __attribute__((aligned(16))); char c; };
#pragma pack()
struct e { short s[3]; long long l : 60; } __attribute__((aligned(1)));
struct f { char c; struct e e; } __attribute__((packed));
typedef struct a __declspec(align(32)) g;
#pragma pack(2)
struct h { char c; g all[1]; };
struct i { char c; g one; };
#pragma pack()
`,
};

const target = requireTarget("x86_64-pc-windows-msvc");
const flags =
  "--target=x86_64-pc-windows-msvc -fms-extensions -w -fsyntax-only -ferror-limit=0 -ffreestanding -nostdlibinc -xc -".split(
    " ",
  );
const isMissing = spawnSync("clang", ["--version"]).status !== 0;
const isCi = (process.env["CI"] ?? "") !== "";

for (const [name, text] of Object.entries(headers)) {
  test(
    `${name} of Microsoft are read as clang reads them`,
    { skip: isMissing && !isCi ? "needs clang" : false },
    () => {
      const unit = parseText(text, target);
      assert.deepEqual(
        unit.diagnostics.filter(({ severity }) => severity === "error"),
        [],
      );
      const program = renderCheckProgram(unit, { includes: [] });
      const input = `${text}\n#line 1 "check.c"\n${program.text}`;
      const { stderr, status } = spawnSync("clang", flags, { input, encoding: "utf8" });
      const wrong = [...stderr.matchAll(/^check\.c:(\d+):\d+: error: (.*)$/gm)];
      assert.deepEqual(
        wrong.map(([, line, message]) => program.claims.get(Number(line)) ?? message),
        [],
      );
      assert.equal(status, 0, stderr);
      assert.ok(program.claims.size > 3);
    },
  );
}
