// Time zones: upstream's, which reads the database of Linux's directory, and otherwise does not
// compile. Where there is none, upstream's says that it is corrupt; ours says what is missing.
#include <__assert>
#include <algorithm>
#include <cctype>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "experimental/include/tzdb/time_zone_private.h"
#include "experimental/include/tzdb/types_private.h"
#include "experimental/include/tzdb/tzdb_list_private.h"
#include "experimental/include/tzdb/tzdb_private.h"

// Only in upstream's file, not in the headers.
#define __linux__ 1
#define __init_tzdb __read_tzdb
#include "experimental/tzdb.cpp"
#undef __init_tzdb
#undef __linux__

_LIBCPP_BEGIN_NAMESPACE_STD

namespace chrono {

void __init_tzdb(tzdb &database, __tz::__rules_storage_type &rules)
{
	filesystem::path file = filesystem::path(__libcpp_tzdb_directory()) / "tzdata.zi";
	if (!ifstream(file)) {
		std::__throw_runtime_error(
			("tzdb: cannot read " + file.string() + ", the database of time zones").c_str());
	}
	__read_tzdb(database, rules);
}

}

_LIBCPP_END_NAMESPACE_STD
