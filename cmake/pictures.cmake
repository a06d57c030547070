# The libraries that decode pictures for previews, as the target bz_pictures.
pkg_check_modules(JPEG REQUIRED IMPORTED_TARGET libjpeg)
pkg_check_modules(PNG REQUIRED IMPORTED_TARGET libpng)
pkg_check_modules(WEBP REQUIRED IMPORTED_TARGET libwebp)
add_library(bz_pictures INTERFACE)
target_link_libraries(bz_pictures INTERFACE PkgConfig::JPEG PkgConfig::PNG PkgConfig::WEBP)
