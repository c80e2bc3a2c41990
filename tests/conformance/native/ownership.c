/* Memory that C hands over, lends and takes back, with a count of what is alive. */
#include <stdlib.h>
#include <string.h>

struct item {
  int id;
  struct item *next;
};

static int alive = 0;
static int freed_wrongly = 0;
static struct item *last_freed = 0;

int alive_count(void) { return alive; }
int wrong_frees(void) { return freed_wrongly; }

struct item *make_item(int id) {
  if (id < 0) return 0;
  struct item *item = malloc(sizeof *item);
  item->id = id;
  item->next = 0;
  alive++;
  return item;
}

int make_item_into(int id, struct item **into) {
  *into = make_item(id);
  return *into == 0 ? -1 : 0;
}

/* Counts instead of crashing when the same item is freed twice in a row. */
void free_item(struct item *item) {
  if (item == 0 || item->id == -77) {
    freed_wrongly++;
    return;
  }
  item->id = -77;
  last_freed = item;
  alive--;
  free(item);
}

int *id_of(struct item *item) { return item == 0 ? 0 : &item->id; }
struct item *next_of(struct item *item) { return item->next; }
char *find_byte(const char *bytes, int byte, size_t length) { return memchr(bytes, byte, length); }
int read_id(const struct item *item) { return item->id; }

unsigned char *make_block(size_t length) {
  unsigned char *block = malloc(length);
  memset(block, 7, length);
  alive++;
  return block;
}
void free_block(void *block) {
  alive--;
  free(block);
}

static int strings = 0;
char *make_text(int which) {
  static const char *const texts[] = {"first", "gr\xc3\xbc\xc3\x9f"
                                                       "e",
                                      ""};
  if (which < 0) return 0;
  strings++;
  return strdup(texts[which % 3]);
}
void make_text_into(int which, char **into) { *into = make_text(which); }
void free_text(char *text) {
  strings--;
  free(text);
}
int text_count(void) { return strings; }
