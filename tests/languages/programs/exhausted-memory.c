/*
 * Every allocation of the glue fails once, alone and with all that follow it: each call then fails, says why, and gives back
 * what it had. The functions are those of the scaffold as it is written, which say that they are not implemented.
 */
#include "every.h"

#include "check.h"
#include "exhausting.h"

typedef every_objects_Entry Entry;
typedef every_objects_EntryBuilder EntryBuilder;
typedef every_objects_Folder Folder;
typedef every_objects_FolderBuilder FolderBuilder;
typedef every_objects_Shape Shape;

/* Fails the allocation with this number, counted from 0; none when negative. */
static long failing = -1;
static bool fails_on;
static bool has_failed;
static long allocations;
static long alive;
static bool has_threads = true;

void* exhausting_allocate(size_t size) {
    const long number = __atomic_fetch_add(&allocations, 1, __ATOMIC_RELAXED);
    if (failing >= 0 && (fails_on ? number >= failing : number == failing)) {
        __atomic_store_n(&has_failed, true, __ATOMIC_RELAXED);
        return NULL;
    }
    __atomic_add_fetch(&alive, 1, __ATOMIC_RELAXED);
    return malloc(size);
}

void exhausting_free(void* memory) {
    if (memory != NULL) __atomic_sub_fetch(&alive, 1, __ATOMIC_RELAXED);
    free(memory);
}

int exhausting_create(
    pthread_t* thread,
    const pthread_attr_t* attributes,
    void* (*run)(void* memory),
    void* memory) {
    return has_threads ? pthread_create(thread, attributes, run, memory) : 1;
}

static const char* const texts[] = {"one", "two"};
static const int32_t numbers[] = {1, 2};
static const uint8_t octets[] = {1, 2, 3, 4};
static const every_plain_Point points[2] = {{1, 2, {3}}, {4, 5, {6}}};
static const every_plain_Color colors[] = {every_plain_Color_Red, every_plain_Color_Green};

/* What was made is there, or the error says why it is not. */
static void check_made(const void* made, every_error* error) {
    if (made == NULL) {
        CHECK(has_failed && error->code == -1);
        CHECK_TEXT(error->message, "memory is exhausted");
    } else {
        CHECK(error->code == 0);
    }
    every_error_clear(error);
}

static Entry* make_entry(void) {
    every_error error = {0, NULL};
    EntryBuilder* builder = every_objects_Entry_Builder_new();
    every_objects_Entry_Builder_set_id(builder, 7);
    every_objects_Entry_Builder_set_key(builder, "key");
    every_objects_Entry_Builder_set_note(builder, "note");
    every_objects_Entry_Builder_set_tags(builder, texts, 2);
    every_objects_Entry_Builder_set_counts(builder, texts, numbers, 2);
    every_objects_Entry_Builder_set_payload(builder, octets, sizeof octets);
    Entry* entry = every_objects_Entry_Builder_build(builder, &error);
    check_made(entry, &error);
    every_objects_Entry_Builder_destroy(builder);
    return entry;
}

static void free_texts(const char** items, size_t length) {
    CHECK(items != NULL || length == 0);
    for (size_t index = 0; index < length; index++) {
        CHECK_TEXT(items[index], texts[index]);
        every_free_string(items[index]);
    }
    every_free_bytes((uint8_t*)items, length * sizeof *items);
}

static void read_entry(const Entry* entry) {
    size_t length = 9;
    const char** keys = NULL;
    int32_t* values = NULL;
    every_free_string(every_objects_Entry_get_key(entry));
    every_free_string(every_objects_Entry_get_note(entry));
    keys = every_objects_Entry_get_tags(entry, &length);
    free_texts(keys, length);
    every_objects_Entry_get_counts(entry, &keys, &values, &length);
    CHECK((keys == NULL) == (length == 0) && (values == NULL) == (length == 0));
    free_texts(keys, length);
    every_free_bytes((uint8_t*)values, length * sizeof *values);
    const uint8_t* payload = every_objects_Entry_get_payload(entry, &length);
    CHECK(payload == NULL ? length == 0 : length == sizeof octets);
    every_free_bytes((uint8_t*)(uintptr_t)payload, length);
    uint16_t* size = every_objects_Entry_get_size(entry);
    CHECK(size == NULL ? has_failed : *size == 7);
    every_free_bytes((uint8_t*)size, sizeof *size);
}

static Shape* make_shape(Entry* entry) {
    every_error error = {0, NULL};
    Entry* const entries[] = {entry, entry};
    Shape* shape = every_objects_Shape_Group_new(texts, 2, entries, 2, octets, &error);
    check_made(shape, &error);
    return shape;
}

static void read_shape(const Shape* shape) {
    size_t length = 9;
    uint8_t grid[4];
    const char** names = every_objects_Shape_Group_get_names(shape, &length);
    free_texts(names, length);
    Entry** entries = every_objects_Shape_Group_get_entries(shape, &length);
    CHECK(entries == NULL ? length == 0 : length == 2);
    for (size_t index = 0; index < length; index++) every_objects_Entry_destroy(entries[index]);
    every_free_bytes((uint8_t*)entries, length * sizeof *entries);
    every_objects_Shape_Group_get_grid(shape, grid);
    CHECK(memcmp(grid, octets, sizeof grid) == 0);
}

static Folder* make_folder(Entry* entry, Shape* shape) {
    every_error error = {0, NULL};
    FolderBuilder* builder = every_objects_Folder_Builder_new();
    Entry* const entries[] = {entry};
    Shape* const shapes[] = {shape};
    every_objects_Folder_Builder_set_given(builder, entry);
    every_objects_Folder_Builder_set_result(builder, texts, 2);
    every_objects_Folder_Builder_set_made(builder, "made");
    every_objects_Folder_Builder_set_copy(builder, "copy");
    every_objects_Folder_Builder_set_from(builder, texts, texts, 2);
    every_objects_Folder_Builder_set_object(builder, "object");
    every_objects_Folder_Builder_set_value(builder, "value");
    every_objects_Folder_Builder_set_native(builder, "native");
    every_objects_Folder_Builder_set_entries(builder, entries, 1);
    every_objects_Folder_Builder_set_shape(builder, shape);
    every_objects_Folder_Builder_set_shapes(builder, shapes, 1);
    every_objects_Folder_Builder_set_token(builder, entry);
    every_objects_Folder_Builder_set_data(builder, octets, sizeof octets);
    every_objects_Folder_Builder_set_grid(builder, points);
    every_objects_Folder_Builder_set_names(builder, colors, texts, 2);
    Folder* folder = every_objects_Folder_Builder_build(builder, &error);
    check_made(folder, &error);
    every_objects_Folder_Builder_destroy(builder);
    return folder;
}

static void read_folder(const Folder* folder) {
    Entry* entry = every_objects_Folder_get_given(folder);
    if (entry != NULL) read_entry(entry);
    every_objects_Entry_destroy(entry);
    Shape* shape = every_objects_Folder_get_shape(folder);
    if (shape != NULL) read_shape(shape);
    every_objects_Shape_destroy(shape);
}

static void complete(const every_error* error) {
    const char* const message = error == NULL ? NULL : error->message;
    CHECK(message != NULL && error->code == -1);
    CHECK(
        strstr(message, "is not implemented") != NULL ||
        strcmp(message, has_threads ? "memory is exhausted" : "there is no thread for the call") == 0);
    check_complete();
}

static void take_text(void* context, every_error* error, const char* result) {
    CHECK(context == NULL && result == NULL);
    complete(error);
}

static void take_list(void* context, every_error* error, const char* const* result, size_t length) {
    CHECK(context == NULL && result == NULL && length == 0);
    complete(error);
}

static void take_entry(void* context, every_error* error, Entry* result) {
    CHECK(context == NULL && result == NULL);
    complete(error);
}

static void take_shape(void* context, every_error* error, Shape* result) {
    CHECK(context == NULL && result == NULL);
    complete(error);
}

static void take_name(void* context, every_error* error, bool has_item, const char* item) {
    CHECK(context == NULL && !has_item && item == NULL);
    complete(error);
}

static void launch(Entry* entry, Shape* shape, Folder* folder) {
    const every_plain_Box box = {points[0], {points[0], points[1]}, every_plain_Access_Both, every_plain_Color_Red, 3};
    Folder* const folders[] = {folder};
    every_later_text_async("text", "other", take_text, NULL);
    every_later_list_async(texts, 2, &box, 1, take_list, NULL);
    every_later_entry_async(entry, folders, folder == NULL ? 0 : 1, take_entry, NULL);
    every_later_shape_async(shape, NULL, take_shape, NULL);
    every_later_StreamNamesStream_next_async(NULL, NULL, take_name, NULL);
    for (int launched = 0; launched < 5; launched++) check_wait();
}

/* What the threads of launches have is freed after the callback. */
static void check_nothing_alive(void) {
    const struct timespec moment = {0, 1000000};
    for (int waited = 0; waited < 5000 && __atomic_load_n(&alive, __ATOMIC_RELAXED) != 0; waited++) {
        nanosleep(&moment, NULL);
    }
    CHECK(__atomic_load_n(&alive, __ATOMIC_RELAXED) == 0);
}

static void run(void) {
    Entry* entry = make_entry();
    if (entry != NULL) read_entry(entry);
    Shape* shape = entry == NULL ? NULL : make_shape(entry);
    if (shape != NULL) read_shape(shape);
    Folder* folder = shape == NULL ? NULL : make_folder(entry, shape);
    if (folder != NULL) read_folder(folder);
    if (entry != NULL) launch(entry, shape, folder);
    every_objects_Folder_destroy(folder);
    every_objects_Shape_destroy(shape);
    every_objects_Entry_destroy(entry);
    check_nothing_alive();
}

int main(void) {
    run();
    const long count = allocations;
    CHECK(!has_failed && count > 100);
    for (failing = 0; failing < count; failing++) {
        for (int mode = 0; mode < 2; mode++) {
            fails_on = mode == 1;
            has_failed = false;
            allocations = 0;
            run();
            CHECK(has_failed);
        }
    }
    failing = -1;
    has_threads = false;
    run();

    /* What is required must be there. */
    every_error error = {0, NULL};
    CHECK(every_objects_Shape_Group_new(texts, 2, NULL, 0, NULL, &error) == NULL);
    CHECK_TEXT(error.message, "grid is NULL");
    every_error_clear(&error);
    return 0;
}
