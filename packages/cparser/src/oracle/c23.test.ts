/** C23 as Clang reads it: constructs that no GCC of Debian 12 knows, judged by the Clang that is a development dependency. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { spellType } from "../declaration/spell-type.ts";
import { judgeWithClang } from "./clang.case.ts";
import { linuxX64, parseText } from "./gcc.case.ts";

const text = String.raw`
enum small : unsigned char { SMALL_A, SMALL_B = 200 };
enum : long long { WIDE = 1LL << 40 };
enum forward : short;
enum forward : short { FORWARD };
enum marked { MARKED [[deprecated]] = 4 };
constexpr int fixed = 12;
static constexpr unsigned long long separated = 0x1'0000'0000;
extern typeof_unqual(const int) plain;
extern typeof_unqual(const volatile char *const) plain_pointer;
#define DIGITS 1'000'000
#define BITS 0b1010'0101
#define PUT(f, ...) f(1 __VA_OPT__(,) __VA_ARGS__)
#define FIRST(a, ...) a
enum { OPTIONAL = PUT(FIRST, 2), NONE = PUT(FIRST) };
#ifdef NOT_DEFINED
int wrong;
#elifdef BITS
int elifdef_taken(void);
#endif
#ifdef NOT_DEFINED
#elifndef NOT_DEFINED
int elifndef_taken(void);
#endif
%: define DIGRAPH 5
extern int digraphs<:3:>;
struct digraph <% int x; %>;
int spl\
iced(void);
int caf\u00e9(void);
_Pragma("pack(push, 1)") struct packed { char c; int i; }; _Pragma("pack(pop)")
#define SAVED 1
#pragma push_macro("SAVED")
#undef SAVED
#define SAVED 2
enum { INNER = SAVED };
#pragma pop_macro("SAVED")
enum { OUTER = SAVED };
extern int counter_first[__COUNTER__ + 1], counter_second[__COUNTER__ + 1];
#define KIND(x) _Generic((x), int: 1, double: 2, default: 3)
enum { KIND_INT = KIND(1), KIND_DOUBLE = KIND(1.0), KIND_TEXT = KIND("a") };
static_assert(sizeof(int) == 4);
static_assert(true, "true");
int (*returns_pointer(int a))(double);
int (*(*returns_pointers(int a))(double))(char);
[[nodiscard]] int attribute_before(void);
int attribute_behind [[gnu::pure]] (void);
struct [[deprecated("x")]] attributed { int x [[maybe_unused]]; };
int attribute_inside([[maybe_unused]] int x);
bool truth(bool);
extern thread_local int local;
alignas(16) extern int aligned;
extern char alignment[alignof(double)];
auto inferred = 3ul;
auto inferred_text = "text";
__auto_type inferred_double = 1.5;
#define CHARACTER u8'a'
#define TEXT u8"abc"
int parameters(int, char *[static 4], double[const]);
`;

test("C23 is read as Clang reads it", { timeout: 600_000 }, async () => {
  const unit = parseText(text);
  assert.deepEqual(unit.diagnostics, []);
  const { wrong, output, claims } = await judgeWithClang(unit, text);
  assert.deepEqual(wrong, [], output);
  assert.equal(output, "");
  assert.ok(claims > 40, `${claims}`);
});

test("what C23 infers, removes and evaluates is in the model", () => {
  const unit = parseText(text);
  const types = new Map(unit.variables.map(({ name, type }) => [name, spellType(type)]));
  assert.equal(types.get("plain"), "int");
  assert.equal(types.get("plain_pointer"), "const volatile char *");
  assert.equal(types.get("inferred"), "unsigned long");
  assert.equal(types.get("inferred_text"), "char *");
  assert.equal(types.get("inferred_double"), "double");
  const fixed = unit.variables.find(({ name }) => name === "fixed");
  assert.deepEqual([fixed?.storage, fixed?.value?.kind], ["static", "integer"]);
  assert.ok(unit.functions.some(({ name }) => name === "café"));
  assert.equal(linuxX64.triple, "x86_64-unknown-linux-gnu");
});
