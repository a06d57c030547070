// A CT or MRI series as one record: a DICOM file for each slice.
#pragma once

#include <cstddef>

namespace bz::domain {

inline constexpr std::size_t slices_max = 500;  // papers have fewer pages: record_pages_max

}  // namespace bz::domain
