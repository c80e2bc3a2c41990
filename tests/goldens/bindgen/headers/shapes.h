/* Structs, unions, enums, bit-fields and packing. */
#ifndef SHAPES_H
#define SHAPES_H
#include <stddef.h>
#include <stdint.h>

/** A point in the plane. */
typedef struct {
  double x; /**< Abscissa. */
  double y; /**< Ordinate. */
} Point;

/** What a shape is. */
typedef enum shape_kind {
  SHAPE_CIRCLE, /**< Has a radius. */
  SHAPE_POLYGON = 5,
  SHAPE_LAST = SHAPE_POLYGON
} shape_kind;

enum { SHAPES_LIMIT = 1 << 20 };

struct canvas;

typedef struct shape {
  shape_kind kind;
  union {
    double radius;
    struct {
      Point *points;
      size_t count;
    };
  };
  struct shape *next;
  unsigned visible : 1;
  unsigned layer : 5;
  char name[16];
} shape;

struct __attribute__((packed)) header {
  uint8_t tag;
  uint32_t length;
};

#pragma pack(push, 2)
struct pair {
  char first;
  int second;
};
#pragma pack(pop)

struct message {
  size_t length;
  unsigned char bytes[];
};

/** Draws a shape. */
int shape_draw(struct canvas *on, const shape *what);
void shape_move(shape *what, const Point *by);
Point shape_center(const shape *what);

#endif
