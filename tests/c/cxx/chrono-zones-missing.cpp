// Where the host shows no database of time zones, the exception says which file is missing, each
// time; formatting UTC needs none.
#include "../check.h"
#include <chrono>
#include <format>
#include <stdexcept>
#include <string>

int main()
{
	for (int i = 0; i < 2; i++) {
		std::string what;
		try {
			(void)std::chrono::current_zone();
		} catch (const std::runtime_error &error) {
			what = error.what();
		}
		CHECK(what.find("/usr/share/zoneinfo/tzdata.zi") != what.npos);
	}
	CHECK(std::format("{:%F}", std::chrono::sys_days()) == "1970-01-01");
}
