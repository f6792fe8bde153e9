# CMake toolchain file: cmake -DCMAKE_TOOLCHAIN_FILE=<sysroot>/share/cmake/wasi.cmake …
# Programs that a project builds for its own use during the build, and its tests, run
# in wasi-run. With -DWASI_LAUNCHER=ON, as wasi-cmake has it, they are called without
# .wasm and run by themselves.

get_filename_component(WASI_SYSROOT "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)

set(CMAKE_SYSTEM_NAME WASI)
set(CMAKE_SYSTEM_VERSION 1)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
list(APPEND CMAKE_MODULE_PATH "${CMAKE_CURRENT_LIST_DIR}")

# A project that CMake makes to find something out is to be like this one.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES WASI_LAUNCHER)
if(WASI_LAUNCHER)
  set(wasi_options -fwasi-launcher)
  # A launcher's own: it takes the name of a file in the working folder too.
  set(wasi_emulator /bin/sh)
else()
  set(wasi_options)
  set(wasi_emulator "${WASI_SYSROOT}/bin/wasi-run" --dir /)
endif()

# The compilers know their target and sysroot.
set(CMAKE_C_COMPILER "${WASI_SYSROOT}/bin/wasi-cc" ${wasi_options})
set(CMAKE_CXX_COMPILER "${WASI_SYSROOT}/bin/wasi-c++" ${wasi_options})
set(CMAKE_ASM_COMPILER "${WASI_SYSROOT}/bin/wasi-cc")
set(CMAKE_AR "${WASI_SYSROOT}/bin/wasi-ar" CACHE FILEPATH "")
set(CMAKE_RANLIB "${WASI_SYSROOT}/bin/wasi-ranlib" CACHE FILEPATH "")
set(CMAKE_NM "${WASI_SYSROOT}/bin/wasi-nm" CACHE FILEPATH "")
set(CMAKE_STRIP "${WASI_SYSROOT}/bin/wasi-strip" CACHE FILEPATH "")
set(CMAKE_OBJCOPY "${WASI_SYSROOT}/bin/wasi-objcopy" CACHE FILEPATH "")
set(CMAKE_OBJDUMP "${WASI_SYSROOT}/bin/wasi-objdump" CACHE FILEPATH "")
set(CMAKE_CROSSCOMPILING_EMULATOR ${wasi_emulator})

# Libraries and headers come from the sysroot, programs from the build machine.
set(CMAKE_LIBRARY_ARCHITECTURE wasm32-wasip1)
list(APPEND CMAKE_FIND_ROOT_PATH "${WASI_SYSROOT}")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_LIBDIR}
    "${WASI_SYSROOT}/lib/wasm32-wasip1/pkgconfig:${WASI_SYSROOT}/lib/pkgconfig:${WASI_SYSROOT}/share/pkgconfig")
