/* Values whose place is easy to get wrong: packed, bit-fields, arrays in structs, empty structs, parts of registers. */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef struct __attribute__((packed)) { char tag; double value; } packed9;
typedef struct __attribute__((packed)) { int a; char b; short c; } packed7;
typedef struct __attribute__((packed)) { char a; long b; char c; int d; short e; } packed16;
#pragma pack(push, 2)
typedef struct { char a; double b; int c; } pack2;
#pragma pack(pop)
typedef struct { unsigned a : 20; unsigned b : 20; unsigned long long c : 40; } bits16;
typedef struct { unsigned char a : 3; signed char b : 4; _Bool c : 1; int : 0; short d : 9; } bits8;
typedef struct { float x; int a : 7; int : 5; unsigned b : 3; double y; } mixed_bits;
typedef struct { float values[2]; } float2;
typedef struct { float values[3]; } float3;
typedef struct { float values[4]; } float4;
typedef struct { double values[2]; } double2;
typedef struct { double values[3]; } double3;
typedef struct { char values[16]; } char16;
typedef struct { char values[17]; } char17;
typedef struct { struct { short a; char b[2]; } items[3]; float last; } nested16;
typedef struct { long double values[2]; } wide2;
typedef struct { } empty;
typedef struct { char only; } one;
typedef union { float values[4]; int first; } overlap;

packed9 turn9(int before, packed9 v, int after) { return (packed9){v.tag + 1, v.value * before + after}; }
packed7 turn7(packed7 v) { return (packed7){v.a + 1, v.b + 1, v.c + 1}; }
packed16 turn16(char before, packed16 v) { return (packed16){v.a + before, -v.b, v.c + 1, -v.d, -v.e}; }
pack2 turn_pack2(pack2 v, double add) { return (pack2){-v.a, v.b + add, -v.c}; }
bits16 turn_bits16(bits16 v) { return (bits16){v.a + 1, v.b - 1, ~v.c}; }
bits8 turn_bits8(bits8 v) { return (bits8){v.a + 1, -v.b, !v.c, -v.d}; }
mixed_bits turn_mixed(mixed_bits v) {
  mixed_bits made = {-v.x, -v.a, v.b ^ 7, -v.y};
  return made;
}
float2 turn_float2(float2 v) { return (float2){{v.values[1], v.values[0]}}; }
float3 turn_float3(float3 v) { return (float3){{v.values[2], v.values[1], v.values[0]}}; }
float4 turn_float4(float4 v) { return (float4){{v.values[3], v.values[2], v.values[1], v.values[0]}}; }
double2 turn_double2(double2 v) { return (double2){{v.values[1], v.values[0]}}; }
double3 turn_double3(double3 v) { return (double3){{v.values[2], v.values[1], v.values[0]}}; }
char16 turn_char16(char16 v) {
  for (int i = 0; i < 8; i++) { char c = v.values[i]; v.values[i] = v.values[15 - i]; v.values[15 - i] = c; }
  return v;
}
char17 turn_char17(char17 v) {
  for (int i = 0; i < 8; i++) { char c = v.values[i]; v.values[i] = v.values[16 - i]; v.values[16 - i] = c; }
  return v;
}
nested16 turn_nested(nested16 v) {
  nested16 made = v;
  for (int i = 0; i < 3; i++) {
    made.items[i].a = -v.items[2 - i].a;
    memcpy(made.items[i].b, v.items[2 - i].b, 2);
  }
  made.last = v.last * 2;
  return made;
}
wide2 turn_wide2(wide2 v) { return (wide2){{v.values[1], v.values[0]}}; }
overlap turn_overlap(overlap v) { v.values[3] = v.values[0]; return v; }
int around_empty(int a, empty b, int c, empty d, double e) { (void)b; (void)d; return a * 100 + c * 10 + (int)e; }
empty give_empty(int *seen, int value) { *seen = value; return (empty){}; }
one next(one v) { return (one){v.only + 1}; }

/* What a whole register holds, for callers that take a part of it. */
uint64_t register_of(uint64_t bits) { return bits; }
double float_register_of(uint64_t bits) { double value; memcpy(&value, &bits, 8); return value; }
int widened(int value) { return value; }
