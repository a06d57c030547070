// What every target has: seeds made by code, and a way to say what must hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

std::vector<std::string> seeds();      // each target's own
void look_at(std::string_view input);  // the same

// Unlike an assertion it is never compiled out, and libFuzzer keeps the input.
#define MUST(condition)                                              \
    do {                                                             \
        if (!(condition)) {                                          \
            std::fprintf(stderr, "does not hold: " #condition "\n"); \
            std::abort();                                            \
        }                                                            \
    } while (false)

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    look_at({reinterpret_cast<const char*>(data), size});
    return 0;
}

// With BANZHEN_SEEDS=<folder> the seeds are written there, and nothing else happens.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
    const char* folder = std::getenv("BANZHEN_SEEDS");
    if (folder == nullptr) return 0;
    int number = 0;
    for (const std::string& seed : seeds()) {
        std::ofstream out(std::string(folder) + "/seed-" + std::to_string(++number), std::ios::binary);
        out.write(seed.data(), static_cast<std::streamsize>(seed.size()));
    }
    std::exit(0);
}
