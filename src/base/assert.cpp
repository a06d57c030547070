#include "base/assert.hpp"

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace bz {

namespace {

void print_failure(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "assertion failed: %s (%s:%d)\n", condition, file, line);
}

AssertHandler current_handler = print_failure;

}  // namespace

AssertHandler set_assert_handler(AssertHandler handler) {
    return std::exchange(current_handler, handler ? handler : print_failure);
}

void assert_failed(const char* condition, const char* file, int line) {
    current_handler(condition, file, line);
    std::abort();
}

}  // namespace bz
