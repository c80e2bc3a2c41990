/* What cbindgen writes from inventory.rs: items of Rust as C. */

#ifndef INVENTORY_H
#define INVENTORY_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#define INVENTORY_ALIGNED(n) __attribute__((aligned(n)))

#define INVENTORY_VERSION 65538

#define INVENTORY_LIMIT -1

#define INVENTORY_RATIO 0.75

/**
 * What an item is kept in.
 */
typedef enum Container {
  Box = 1,
  Shelf,
  Pallet = 10,
} Container;

enum Level {
  Low = 0,
  High = 200,
};
typedef uint8_t Level;

/**
 * Only ever behind a pointer.
 */
typedef struct Inventory Inventory;

typedef struct Item {
  uint64_t id;
  const char *name;
  float weight;
  int16_t position[3];
  Level level;
  bool is_fragile;
  struct Item *next;
} Item;

/**
 * Is told about every item; ends the walk with anything but 0.
 */
typedef int (*Visit)(const struct Item *item, void *context);

/**
 * An enum with values, which is a tagged union in C.
 */
typedef enum Event_Tag {
  Added,
  Moved,
  Cleared,
} Event_Tag;

typedef struct Moved_Body {
  uint32_t from;
  uint32_t to;
  enum Container container;
} Moved_Body;

typedef struct Event {
  Event_Tag tag;
  union {
    struct {
      uint64_t added;
    };
    Moved_Body moved;
  };
} Event;

typedef union Number {
  int64_t integer;
  double real;
} Number;

typedef uint64_t ItemId;

typedef struct __attribute__((packed)) Packed {
  uint8_t tag;
  uint64_t value;
} Packed;

typedef struct INVENTORY_ALIGNED(32) Aligned {
  uint8_t bytes[20];
} Aligned;

extern const uintptr_t INVENTORY_COUNT;

/**
 * Makes an inventory; `inventory_free` ends it.
 */
struct Inventory *inventory_new(uintptr_t capacity);

void inventory_free(struct Inventory *inventory);

int inventory_each(const struct Inventory *inventory, Visit visit, void *context);

bool inventory_notify(struct Event event, union Number number, ItemId id);

int8_t inventory_pack(struct Packed packed, struct Aligned *aligned, enum Container container);

#endif /* INVENTORY_H */
