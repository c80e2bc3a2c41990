/* Handles as numbers, and as pointers that nobody frees by itself. */
#include "handles.h"
#include "probe.h"

#define FILE_LIMIT 16

/* Handles are indexes from the top of the range, so that a binding that loses bits is found out. */
static char* names[FILE_LIMIT];
static const uint64_t first_handle = UINT64_C(0xffffffff00000000);

handles_handle_t handles_files_open(const char* name, handles_error* out_err) {
    for (size_t index = 0; index < FILE_LIMIT; index++) {
        if (names[index] != NULL) continue;
        names[index] = probe_text(name);
        return first_handle + index;
    }
    handles_error_set(out_err, -1, "too many files");
    return 0;
}

static char** find(handles_handle_t file, handles_error* out_err) {
    const uint64_t index = file - first_handle;
    if (index < FILE_LIMIT && names[index] != NULL) return &names[index];
    handles_error_set(out_err, handles_files_FileError_Closed, "the handle is not open");
    return NULL;
}

const char* handles_files_name_of(handles_handle_t file, handles_error* out_err) {
    char** name = find(file, out_err);
    return name == NULL ? NULL : handles_copy_string(*name);
}

void handles_files_close(handles_handle_t file, handles_error* out_err) {
    char** name = find(file, out_err);
    if (name == NULL) return;
    probe_free(*name);
    *name = NULL;
}

struct handles_files_Cursor {
    uint64_t position;
};

handles_files_Cursor* handles_files_Cursor_create(uint64_t position, handles_error* out_err) {
    handles_files_Cursor* cursor = probe_allocate(sizeof *cursor);
    (void)out_err;
    cursor->position = position;
    return cursor;
}

void handles_files_Cursor_destroy(handles_files_Cursor* ptr) {
    probe_free(ptr);
}

uint64_t handles_files_Cursor_get_position(const handles_files_Cursor* ptr) {
    return ptr->position;
}

handles_files_Cursor* handles_files_make_cursor(handles_error* out_err) {
    return handles_files_Cursor_create(0, out_err);
}

uint64_t handles_files_advance(handles_files_Cursor* cursor, uint64_t by, handles_error* out_err) {
    (void)out_err;
    return cursor->position += by;
}

void handles_files_drop_cursor(handles_files_Cursor* cursor, handles_error* out_err) {
    (void)out_err;
    handles_files_Cursor_destroy(cursor);
}

int64_t handles_probe_live(handles_error* out_err) {
    (void)out_err;
    return probe_live();
}
