// Owns BZ_ASSERT, the check for programmer errors. It stays on in release, tells a settable handler, then aborts.
// Bad input from outside is not an assertion: return a Result for that.
#pragma once

namespace bz {

using AssertHandler = void (*)(const char* condition, const char* file, int line);

// The handler may log or show the safe page; when it returns, the program aborts. Returns the previous one; null
// restores the default, which writes one line to stderr. Set it once at start, before other threads run.
AssertHandler set_assert_handler(AssertHandler handler);

[[noreturn]] void assert_failed(const char* condition, const char* file, int line);

}  // namespace bz

#define BZ_ASSERT(condition) ((condition) ? void(0) : ::bz::assert_failed(#condition, __FILE__, __LINE__))
