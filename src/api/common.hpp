// Values that several resources share: texts in both languages, problems, and references.
#pragma once

#include "api/codec.hpp"

namespace bz::api {

// A text that the hospital supplies as data, in both languages of the product.
struct LocalText {
    std::string zh;
    std::string en;
};
BZ_SCHEMA(LocalText, zh, en);

// RFC 9457 problem document. `code` is stable and is what clients translate; `detail` never holds personal data.
struct Problem {
    std::string type;
    std::string title;
    int status = 0;
    std::string code;
    std::optional<std::string> detail;
    std::optional<std::vector<FieldError>> errors;
    std::optional<int> retry_after_s;
    std::optional<int> attempts_left;
};
BZ_SCHEMA(FieldError, pointer, code);
BZ_SCHEMA(Problem, type, title, status, code, detail, errors, retry_after_s, attempts_left);

}  // namespace bz::api
