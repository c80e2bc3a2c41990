/* Text. */
#include "strings.h"

#include "check.h"

int main(void) {
    strings_error error = {0, NULL};
    const char* text = strings_text_echo("a \303\274 \360\237\214\215", &error);
    CHECK_TEXT(text, "a \303\274 \360\237\214\215");
    strings_free_string(text);
    text = strings_text_echo("", &error);
    CHECK_TEXT(text, "");
    strings_free_string(text);
    text = strings_text_join("left", "right", &error);
    CHECK_TEXT(text, "leftright");
    strings_free_string(text);
    CHECK(strings_text_byte_length("\303\274", &error) == 2);
    text = strings_text_greeting(&error);
    CHECK_TEXT(text, "Gr\303\274\303\237e, \344\270\226\347\225\214 \360\237\214\215");
    strings_free_string(text);
    text = strings_text_repeat("ab", 100000, &error);
    CHECK(strlen(text) == 200000 && text[199999] == 'b');
    strings_free_string(text);
    strings_free_string(NULL);
    CHECK(error.code == 0);
    CHECK(strings_probe_live(&error) == 0);
    return 0;
}
