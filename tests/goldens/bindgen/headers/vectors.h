/* Vectors: GNU's attribute wherever it may stand, and the names that headers give. */
#ifndef VECTORS_H
#define VECTORS_H

typedef float vec4 __attribute__((vector_size(16)));
typedef double __attribute__((__vector_size__(16), __may_alias__)) dvec2;
typedef unsigned char bytes8 __attribute__((vector_size(8)));
typedef int ivec8 __attribute__((vector_size(32)));
typedef long long lvec8 __attribute__((vector_size(64)));
typedef long one_long __attribute__((vector_size(sizeof(long) * 2)));
typedef vec4 color;

/* A struct with vectors beside other members. */
struct particle {
  char kind;
  vec4 position;
  float speed __attribute__((vector_size(8)));
  color colors[2];
  const vec4 *target;
};

struct matrix { vec4 columns[4]; };
union lanes { vec4 v; float f[4]; ivec8 wide; };
struct unaligned { char kind; vec4 v; } __attribute__((packed));

vec4 vec4_add(vec4 a, vec4 b);
dvec2 dvec2_of(double x, double y);
float vec4_length(const vec4 *v);
void vec4_each(vec4 *list, int count, vec4 (*map)(vec4 v, void *data), void *data);
struct matrix matrix_scale(struct matrix m, vec4 factors);
float __attribute__((vector_size(8))) half_of(vec4 v);
bytes8 reverse(bytes8 bytes);
void ivec8_store(const ivec8 *from, int *to);
one_long longs(one_long v);
extern vec4 origin;

/* Not offered: vectors that are passed as the library was compiled, and those without a descriptor. */
ivec8 ivec8_add(ivec8 a, ivec8 b);
void lanes_pass(union lanes lanes);
typedef char tiny __attribute__((vector_size(4)));
tiny tiny_add(tiny a, tiny b);
typedef double lone __attribute__((vector_size(8)));
lone lone_add(lone a, lone b);
void ivec8_each(void (*visit)(ivec8 v));

#endif
