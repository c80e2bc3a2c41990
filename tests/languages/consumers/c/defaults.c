/* Constants, aliases and defaults. */
#include "defaults.h"

#include "check.h"

int main(void) {
    defaults_error error = {0, NULL};
    CHECK(defaults_options_LIMIT == 500);
    CHECK(defaults_options_LEAST == INT64_MIN);
    CHECK(defaults_options_MOST == UINT64_MAX);
    CHECK(defaults_options_RATIO == 0.1);
    CHECK_TEXT(defaults_options_GREETING, "say \"hi\"\n");
    CHECK(defaults_options_LEVEL == defaults_options_Level_High && defaults_options_IS_SET);
    /* C has no default parameters: all are given. */
    const char* text = defaults_options_describe(
        "t", 3, 1.5, defaults_options_Level_Low, defaults_options_Mode_Fast | defaults_options_Mode_Safe, "!", true, NULL,
        &error);
    CHECK_TEXT(text, "t 3 1.5 1 3 ! true none");
    defaults_free_string(text);
    defaults_options_Query* query = defaults_options_Query_create("q", 10, defaults_options_Level_High, "p", &error);
    text = defaults_options_show(query, &error);
    CHECK_TEXT(text, "q 10 2 p");
    defaults_free_string(text);
    defaults_options_Query_destroy(query);
    CHECK(defaults_options_add_score(INT64_MAX - 1, 1, &error) == INT64_MAX);
    CHECK(defaults_options_count_names((const char* const[]){"a", "b"}, 2, &error) == 2);
    CHECK(error.code == 0);
    CHECK(defaults_probe_live(&error) == 0);
    return 0;
}
