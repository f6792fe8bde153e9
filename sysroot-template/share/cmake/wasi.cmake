# CMake toolchain file: cmake -DCMAKE_TOOLCHAIN_FILE=<sysroot>/share/cmake/wasi.cmake …
# Programs that a project builds for its own use during the build, and its tests, run
# in wasi-run. With -DWASI_LAUNCHER=ON, as wasi-cmake has it, they are called without
# .wasm and run by themselves. With -DWASI_PROCESSES=ON they may start others.

get_filename_component(WASI_SYSROOT "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)

set(CMAKE_SYSTEM_NAME WASI)
set(CMAKE_SYSTEM_VERSION 1)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
if(CMAKE_VERSION VERSION_LESS 3.31)
  list(APPEND CMAKE_MODULE_PATH "${CMAKE_CURRENT_LIST_DIR}")
endif()
# CMake reads this file twice.
if(NOT CMAKE_USER_MAKE_RULES_OVERRIDE STREQUAL "${CMAKE_CURRENT_LIST_DIR}/platform.cmake")
  set(WASI_PROJECT_OVERRIDE "${CMAKE_USER_MAKE_RULES_OVERRIDE}")
  set(CMAKE_USER_MAKE_RULES_OVERRIDE "${CMAKE_CURRENT_LIST_DIR}/platform.cmake")
endif()
# For a project without a language, which reads nothing of the platform.
list(APPEND CMAKE_SYSTEM_PREFIX_PATH /)

# A project that CMake makes to find something out is to be like this one.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES WASI_LAUNCHER WASI_PROCESSES)
if(WASI_LAUNCHER)
  set(wasi_options -fwasi-launcher)
  set(wasi_emulator /bin/sh "${CMAKE_CURRENT_LIST_DIR}/emulator")
else()
  set(wasi_options)
  set(wasi_emulator "${WASI_SYSROOT}/bin/wasi-run" --dir /)
endif()
if(WASI_PROCESSES)
  list(APPEND wasi_options -fwasi-processes)
  if(NOT WASI_LAUNCHER)
    list(APPEND wasi_emulator --processes=native)
  endif()
endif()

# The compilers know their target and sysroot.
set(CMAKE_C_COMPILER "${WASI_SYSROOT}/bin/wasi-cc" ${wasi_options})
set(CMAKE_CXX_COMPILER "${WASI_SYSROOT}/bin/wasi-c++" ${wasi_options})
set(CMAKE_ASM_COMPILER "${WASI_SYSROOT}/bin/wasi-cc")
foreach(wasi_tool AR RANLIB NM STRIP OBJCOPY OBJDUMP)
  string(TOLOWER "${wasi_tool}" wasi_name)
  set(CMAKE_${wasi_tool} "${WASI_SYSROOT}/bin/wasi-${wasi_name}" CACHE FILEPATH "")
endforeach()
# Those that the archives of interprocedural optimisation are made with.
foreach(wasi_language C CXX)
  set(CMAKE_${wasi_language}_COMPILER_AR "${WASI_SYSROOT}/bin/wasi-ar" CACHE FILEPATH "")
  set(CMAKE_${wasi_language}_COMPILER_RANLIB "${WASI_SYSROOT}/bin/wasi-ranlib" CACHE FILEPATH "")
endforeach()
set(CMAKE_CROSSCOMPILING_EMULATOR ${wasi_emulator})

# Libraries and headers come from the sysroot, programs from the build machine.
set(CMAKE_LIBRARY_ARCHITECTURE wasm32-wasip1)
list(APPEND CMAKE_FIND_ROOT_PATH "${WASI_SYSROOT}")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(PKG_CONFIG_EXECUTABLE "${WASI_SYSROOT}/bin/wasi-pkg-config" CACHE FILEPATH "")

# FindThreads asks for all of pthreads at once. The functions for one thread work:
# locks, conditions, keys. pthread_create fails with EAGAIN, and the link reports it.
set(CMAKE_HAVE_LIBC_PTHREAD 1 CACHE INTERNAL "")

# WASI programs are of no use in /usr/local.
if(NOT DEFINED CMAKE_INSTALL_PREFIX AND NOT DEFINED ENV{CMAKE_INSTALL_PREFIX})
  set(CMAKE_INSTALL_PREFIX "${WASI_SYSROOT}" CACHE PATH
      "Install path prefix, prepended onto install directories.")
  set(CMAKE_INSTALL_PREFIX_INITIALIZED_TO_DEFAULT 1)
endif()
