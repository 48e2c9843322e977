//! Rules 3 to 5: how parameters are read, and who wins.

use super::reads;

#[test]
fn rule_3_query() {
    reads(
        "myapp://success?&?link=UUID&institution=a%2520b+c&x=50%&amp;y=%C3%28%00",
        "success UUID a%20b c +x=50% +y=\u{fffd}( !second_question_mark !escaped_ampersand \
         !broken_escape !invalid_utf8 !control_character",
    );
    reads(
        "myapp://success?link=UUID?institution=a",
        "success UUID a !second_question_mark",
    );
    reads("myapp://success?link=a=b", "success a=b - !link_not_uuid");
    reads(
        "myapp://success?Link=UUID",
        "invalid missing_link +Link=UUID",
    );
}

#[test]
fn rule_4_fragment() {
    reads(
        "myapp://success#link=UUID&x=1",
        "success UUID - +x=1 !fragment_parameters",
    );
    reads("myapp://success?link=UUID#link=UUID", "success UUID -");
    reads(
        "myapp://success?link=UUID#link=b",
        "success UUID - !query_fragment_conflict",
    );
    reads("myapp://success?link=UUID#top", "success UUID -");
    reads(
        "myapp://success?link=#link=UUID",
        "success UUID - !fragment_parameters",
    );
}

#[test]
fn rule_5_first_wins_and_the_rest_is_extra() {
    reads(
        "myapp://success?link=UUID&link=b",
        "success UUID - +link=b !duplicate_parameter",
    );
    reads("myapp://success?link=%20&link=UUID", "success UUID -");
    reads("myapp://success?link=%20UUID%20", "success UUID -");
    reads(
        "myapp://success?link=UUID&institution=%20a",
        "success UUID  a",
    );
    reads(
        "myapp://success?z=1&error_message=m&link=UUID&link_id=b&a",
        "success UUID - +z=1 +error_message=m +link_id=b +a=",
    );
    reads("myapp://exit?meta_data_step=&x=", "exit - - - - +x=");
}
