// What people type into a form: identity numbers, names, phones.
#include "base/text.hpp"
#include "domain/identity_number.hpp"
#include "domain/person_name.hpp"
#include "domain/phone.hpp"
#include "fuzz.hpp"

using namespace bz;

constexpr Date today{2026, 11, 21};

std::vector<std::string> seeds() {
    return {"99010119530315011X",
            "990101 1953 0315 011x",
            "810000199408230021",
            "９９０１０１１９５３０３１５０１１Ｘ",
            "王桂兰",
            "欧阳·娜娜",
            "Anna-Maria O'Neil",
            "139 0000 2468",
            "+86 13900002468",
            "11010519491231002",
            "",
            "1101051949123100２X"};
}

void look_at(std::string_view input) {
    if (const auto number = domain::parse_identity_number(input, today)) {
        MUST(number->digits.size() == domain::identity_number_length);
        MUST(number->digits.back() == domain::identity_check_character(number->digits.substr(0, 17)));
        MUST(number->birth.valid() && number->birth <= today);
        // What was read, and what is shown grouped, reads the same again.
        MUST(domain::parse_identity_number(number->digits, today) == number);
        MUST(domain::parse_identity_number(domain::grouped(*number), today) == number);
        MUST(domain::mask_identity_number(number->digits).find(number->digits.substr(0, 14)) == std::string::npos);
    }
    if (const auto name = domain::parse_person_name(input)) {
        MUST(!name->empty() && is_valid_utf8(*name));
        MUST(domain::parse_person_name(*name) == name);
    }
    if (const auto phone = domain::parse_phone(input)) {
        MUST(domain::parse_phone(*phone) == phone);
        MUST(domain::parse_phone(domain::grouped_phone(*phone)) == phone);
    }
    (void)domain::mask_identity_number(input);
    (void)domain::grouped_identity_number(input);
    (void)domain::mask_phone(input);
    (void)domain::grouped_phone(input);
}
