/* Handles. */
#include "handles.h"

#include "check.h"

int main(void) {
    handles_error error = {0, NULL};
    const handles_handle_t first = handles_files_open("first", &error);
    const handles_handle_t second = handles_files_open("second", &error);
    const char* name = handles_files_name_of(second, &error);
    CHECK_TEXT(name, "second");
    handles_free_string(name);
    handles_files_close(first, &error);
    handles_files_close(second, &error);
    CHECK(error.code == 0);
    CHECK(handles_files_name_of(first, &error) == NULL && error.code == handles_files_FileError_Closed);
    handles_error_clear(&error);
    handles_files_Cursor* cursor = handles_files_make_cursor(&error);
    CHECK(handles_files_advance(cursor, UINT64_C(1) << 60, &error) == UINT64_C(1) << 60);
    CHECK(handles_files_advance(cursor, 1, &error) == (UINT64_C(1) << 60) + 1);
    handles_files_drop_cursor(cursor, &error);
    CHECK(error.code == 0);
    CHECK(handles_probe_live(&error) == 0);
    return 0;
}
