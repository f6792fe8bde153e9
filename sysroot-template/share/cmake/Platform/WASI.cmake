# What CMake has to know of the system WASI; the versions before 3.31 do not know it.
include(Platform/UnixPaths)
set(WASI 1)
if(WASI_LAUNCHER)
  set(CMAKE_EXECUTABLE_SUFFIX "")
else()
  set(CMAKE_EXECUTABLE_SUFFIX .wasm)
endif()

# A module is linked whole.
set_property(GLOBAL PROPERTY TARGET_SUPPORTS_SHARED_LIBS FALSE)

# wasi.cmake put the folder there for this file alone; projects take the path for theirs.
get_filename_component(wasi_modules "${CMAKE_CURRENT_LIST_DIR}" DIRECTORY)
list(REMOVE_ITEM CMAKE_MODULE_PATH "${wasi_modules}")
