# CMake toolchain file: cmake -DCMAKE_TOOLCHAIN_FILE=<sysroot>/share/cmake/wasi.cmake …
# Programs that a project builds for its own use during the build, and its tests, run
# in wasi-run.

cmake_minimum_required(VERSION 3.13)

get_filename_component(WASI_SYSROOT "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)

# CMake from 3.31 on knows WASI as a system; the older ones take it for an unknown one
# with the same defaults but for what is set below.
if(CMAKE_VERSION VERSION_GREATER_EQUAL 3.31)
  set(CMAKE_SYSTEM_NAME WASI)
else()
  set(CMAKE_SYSTEM_NAME Generic)
endif()
set(CMAKE_SYSTEM_VERSION 1)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(UNIX TRUE)
set(WASI TRUE)

set(CMAKE_C_COMPILER "${WASI_SYSROOT}/bin/wasi-cc")
set(CMAKE_CXX_COMPILER "${WASI_SYSROOT}/bin/wasi-c++")
set(CMAKE_ASM_COMPILER "${WASI_SYSROOT}/bin/wasi-cc")
set(CMAKE_C_COMPILER_TARGET wasm32-wasip1)
set(CMAKE_CXX_COMPILER_TARGET wasm32-wasip1)
set(CMAKE_ASM_COMPILER_TARGET wasm32-wasip1)
set(CMAKE_AR "${WASI_SYSROOT}/bin/wasi-ar" CACHE FILEPATH "")
set(CMAKE_RANLIB "${WASI_SYSROOT}/bin/wasi-ranlib" CACHE FILEPATH "")
set(CMAKE_NM "${WASI_SYSROOT}/bin/wasi-nm" CACHE FILEPATH "")
set(CMAKE_STRIP "${WASI_SYSROOT}/bin/wasi-strip" CACHE FILEPATH "")
set(CMAKE_OBJCOPY "${WASI_SYSROOT}/bin/wasi-objcopy" CACHE FILEPATH "")
set(CMAKE_OBJDUMP "${WASI_SYSROOT}/bin/wasi-objdump" CACHE FILEPATH "")
set(CMAKE_CROSSCOMPILING_EMULATOR "${WASI_SYSROOT}/bin/wasi-run;--dir;/")

set(CMAKE_EXECUTABLE_SUFFIX .wasm)

set(CMAKE_SYSROOT "${WASI_SYSROOT}")
list(APPEND CMAKE_FIND_ROOT_PATH "${WASI_SYSROOT}")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(CMAKE_LIBRARY_ARCHITECTURE wasm32-wasip1)

# pkg-config finds the sysroot's packages and none of the build machine's.
set(ENV{PKG_CONFIG_LIBDIR} "${WASI_SYSROOT}/lib/wasm32-wasip1/pkgconfig:${WASI_SYSROOT}/share/pkgconfig")
set(ENV{PKG_CONFIG_PATH} "")

# A module is linked whole.
set_property(GLOBAL PROPERTY TARGET_SUPPORTS_SHARED_LIBS FALSE)

# pthread functions are in libc.
set(CMAKE_THREAD_LIBS_INIT "")
set(CMAKE_HAVE_THREADS_LIBRARY 1)
set(CMAKE_USE_PTHREADS_INIT 1)
set(THREADS_PREFER_PTHREAD_FLAG OFF)
