// <format> and <print>.
#include "../check.h"
#include <chrono>
#include <format>
#include <print>
#include <string>
#include <vector>

int main()
{
	CHECK(std::format("{} {:>5} {:<5}|{:^5}|", 1, 2, 3, 4) == "1     2 3    |  4  |");
	CHECK(std::format("{:#x} {:#b} {:08.3f} {:+e}", 255, 5, 3.14159, 1.5) ==
		"0xff 0b101 0003.142 +1.500000e+00");
	CHECK(std::format("{1} {0} {0:?}", "a\n", true) == "true a\n \"a\\n\"");
	CHECK(std::format("{:*^{}}", "mid", 9) == "***mid***");
	CHECK(std::format("{}", std::vector<int>{1, 2, 3}) == "[1, 2, 3]");
	CHECK(std::format("{}", 0.1f) == "0.1");
	CHECK(std::format("{:%F}", std::chrono::sys_days(std::chrono::days(19782))) == "2024-02-29");
	CHECK(std::format("{:5}|", "äö") == "äö   |");
	bool failed = false;
	try {
		int number = 1;
		(void)std::vformat("{:s}", std::make_format_args(number));
	} catch (const std::format_error &) {
		failed = true;
	}
	CHECK(failed);
	std::print("printed {}", 1);
	std::println(" and a line");
	std::println(stderr, "{}", "to stderr");
}
