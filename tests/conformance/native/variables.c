/* Variables of every type, and functions that tell what C sees in them. */
#include <stdint.h>
#include <string.h>
#include <wchar.h>

_Bool flag = 1;
signed char small = -5;
uint8_t byte_value = 250;
int16_t half = -30000;
uint32_t word = 4000000000u;
int64_t wide = -9007199254740993;
uint64_t huge = 18446744073709551615u;
long counter = 41;
float ratio = 0.5f;
double precise = 0.1;
wchar_t wide_letter = 0x6f22;
const int limit = 77;

enum color { RED, GREEN = 5 };
enum color paint = GREEN;

struct point {
  int x;
  int y;
};
struct line {
  struct point from;
  struct point to;
  double width;
};
struct point origin = {3, 4};
struct line diagonal = {{0, 0}, {7, 8}, 1.5};
union value {
  int whole;
  float part;
} mixed = {.whole = 9};

int table[4] = {10, 20, 30, 40};
double matrix[2][3] = {{1, 2, 3}, {4, 5, 6}};
struct point corners[2] = {{1, 2}, {3, 4}};
const char version[] = "1.2.13 \xc3\xa9";
char room[16] = "before";

const char *greeting = "hello";
const char *nothing = 0;
const char *names[3] = {"one", "two", 0};
int *position = &table[2];
void *anything = 0;

static int twice(int value) { return 2 * value; }
static int thrice(int value) { return 3 * value; }
int (*hook)(int) = twice;
void choose_hook(int which) { hook = which == 2 ? twice : thrice; }
int call_hook(int value) { return hook(value); }

_Thread_local int per_thread = 100;
int add_to_thread(int amount) { return per_thread += amount; }

long long sum_scalars(void) {
  return flag + small + byte_value + half + (long long)word + counter + (long long)paint;
}
int64_t wide_now(void) { return wide; }
double ratio_now(void) { return ratio + precise; }
int origin_now(void) { return origin.x * 100 + origin.y; }
double diagonal_now(void) { return diagonal.from.x * 1000 + diagonal.to.y + diagonal.width; }
int table_now(int index) { return table[index]; }
void set_table(int index, int value) { table[index] = value; }
long greeting_length(void) { return greeting == 0 ? -1 : (long)strlen(greeting); }
int room_is(const char *text) { return strcmp(room, text) == 0; }
int where(void) { return position == 0 ? -1 : (int)(position - table); }
