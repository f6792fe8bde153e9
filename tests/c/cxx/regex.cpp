// <regex>: matching, searching, captures, replacing, iterating, and errors in expressions.
#include "../check.h"
#include <regex>
#include <string>

int main()
{
	std::smatch match;
	std::string date = "on 2024-02-29 and 2025-01-01";
	std::regex pattern(R"((\d{4})-(\d{2})-(\d{2}))");
	CHECK(std::regex_search(date, match, pattern));
	CHECK(match[1] == "2024" && match[3] == "29");
	CHECK(match.prefix() == "on ");
	CHECK(!std::regex_match(date, pattern));
	CHECK(std::regex_replace(date, pattern, "$3.$2.$1") == "on 29.02.2024 and 01.01.2025");
	int count = 0;
	for (std::sregex_iterator it(date.begin(), date.end(), pattern), end; it != end; ++it) count++;
	CHECK_EQ(count, 2);
	CHECK(std::regex_match("HELLO", std::regex("h[a-z]+o", std::regex::icase)));
	CHECK(std::regex_match("aXbXc", std::regex("(a|b|X)*c")));
	CHECK(std::regex_match("abab", std::regex("(ab)\\1")));
	CHECK(std::regex_match("foobar", std::regex("foo(?=bar).*")));
	CHECK(std::regex_match("x12", std::regex("[[:alpha:]][[:digit:]]+", std::regex::extended)));
	bool failed = false;
	try {
		std::regex wrong("(a");
	} catch (const std::regex_error &error) {
		CHECK(error.code() == std::regex_constants::error_paren);
		failed = true;
	}
	CHECK(failed);
}
