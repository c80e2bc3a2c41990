/* Opaque records. */
#include "records.h"

#include "check.h"

static void check_author(records_library_Author* author, const char* expected, int32_t born) {
    const char* name = records_library_Author_get_name(author);
    int32_t* year = records_library_Author_get_born(author);
    CHECK_TEXT(name, expected);
    CHECK(born == 0 ? year == NULL : *year == born);
    records_free_string(name);
    records_free_bytes((uint8_t*)year, sizeof *year);
    records_library_Author_destroy(author);
}

static void check_sample(const records_library_Book* book) {
    size_t length = 0;
    const char* title = records_library_Book_get_title(book);
    CHECK(records_library_Book_get_id(book) == 1);
    CHECK_TEXT(title, "I, Robot");
    records_free_string(title);
    check_author(records_library_Book_get_author(book), "Isaac Asimov", 1920);
    CHECK(records_library_Book_get_coauthor(book) == NULL);
    CHECK(records_library_Book_get_genre(book) == records_library_Genre_Science);
    CHECK(records_library_Book_get_rating(book) == 4.5f && records_library_Book_get_is_lent(book));
    const uint8_t* cover = records_library_Book_get_cover(book, &length);
    CHECK(length == 3 && cover[0] == 0 && cover[2] == 255);
    records_free_bytes((uint8_t*)(uintptr_t)cover, length);
    const char** tags = records_library_Book_get_tags(book, &length);
    CHECK(length == 2);
    CHECK_TEXT(tags[1], "\303\274ber");
    for (size_t index = 0; index < length; index++) records_free_string(tags[index]);
    records_free_bytes((uint8_t*)tags, length * sizeof(void*));
    records_library_Author** editors = records_library_Book_get_editors(book, &length);
    CHECK(length == 1);
    check_author(editors[0], "An Editor", 0);
    records_free_bytes((uint8_t*)editors, length * sizeof(void*));
    int32_t* years = NULL;
    uint64_t* sales = NULL;
    records_library_Book_get_sales(book, &years, &sales, &length);
    CHECK(length == 2 && years[1] == 1951 && sales[1] == UINT64_MAX);
    records_free_bytes((uint8_t*)years, length * sizeof *years);
    records_free_bytes((uint8_t*)sales, length * sizeof *sales);
    CHECK(records_library_Book_get_note(book) == NULL);
}

int main(void) {
    records_error error = {0, NULL};
    records_library_Book* sample = records_library_sample(&error);
    records_library_Book* book = records_library_echo(sample, &error);
    records_library_Book_destroy(sample);
    check_sample(book);
    CHECK(records_library_total_title_length(&book, 1, &error) == 8);
    records_library_Book_destroy(book);

    size_t length = 0;
    records_library_Book** shelf = records_library_shelf(3, &length, &error);
    CHECK(length == 3 && records_library_Book_get_id(shelf[2]) == 3);
    for (size_t index = 0; index < length; index++) records_library_Book_destroy(shelf[index]);
    records_free_bytes((uint8_t*)shelf, length * sizeof(void*));

    book = records_library_find(1, &error);
    CHECK(book != NULL);
    records_library_Book_destroy(book);
    CHECK(records_library_find(2, &error) == NULL && error.code == 0);

    records_library_Author* author = records_library_Author_create("A", NULL, &error);
    const uint8_t cover = 0;
    const int32_t year = 0;
    const uint64_t sold = 0;
    book = records_library_Book_create(0, "t", author, NULL, records_library_Genre_Fiction, 0, false, &cover, 0, NULL, 0,
                                       &author, 0, &year, &sold, 0, NULL, &error);
    CHECK(book == NULL && error.code == -1);
    CHECK_TEXT(error.message, "the id of a book cannot be 0");
    records_error_clear(&error);
    records_error_clear(&error);
    book = records_library_Book_create(9, "t", author, author, records_library_Genre_Fiction, 0, false, &cover, 0, NULL, 0,
                                       &author, 1, &year, &sold, 0, "note", &error);
    records_library_Author_destroy(author);
    author = records_library_Book_get_coauthor(book);
    CHECK(author != NULL);
    records_library_Author_destroy(author);
    const char* note = records_library_Book_get_note(book);
    CHECK_TEXT(note, "note");
    records_free_string(note);
    records_library_Book_destroy(book);
    CHECK(error.code == 0);
    CHECK(records_probe_live(&error) == 0);
    return 0;
}
