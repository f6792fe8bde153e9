// Locales: "C" with its facets, and a facet of the program's own.
#include "../check.h"
#include <iomanip>
#include <locale>
#include <sstream>
#include <string>

struct Grouped : std::numpunct<char> {
	char do_thousands_sep() const override { return '.'; }
	char do_decimal_point() const override { return ','; }
	std::string do_grouping() const override { return "\3"; }
	std::string do_truename() const override { return "ja"; }
};

int main()
{
	CHECK(std::locale().name() == "C");
	CHECK(std::locale::classic() == std::locale("C"));
	CHECK(std::isalpha('a', std::locale()) && !std::isalpha('1', std::locale()));
	CHECK_EQ(std::toupper('b', std::locale()), 'B');

	std::ostringstream out;
	out.imbue(std::locale(std::locale(), new Grouped));
	out << 1234567 << ' ' << 1.5 << ' ' << std::boolalpha << true;
	CHECK(out.str() == "1.234.567 1,5 ja");
	std::istringstream in("1.234,5");
	in.imbue(out.getloc());
	double number = 0;
	in >> number;
	CHECK(number == 1234.5);

	std::tm time{};
	time.tm_year = 124;
	time.tm_mday = 29;
	time.tm_mon = 1;
	std::ostringstream date;
	date << std::put_time(&time, "%Y-%m-%d %b");
	CHECK(date.str() == "2024-02-29 Feb");
	std::tm read{};
	std::istringstream text("2031-12-24");
	text >> std::get_time(&read, "%Y-%m-%d");
	CHECK(!text.fail());
	CHECK_EQ(read.tm_year, 131);
	CHECK_EQ(read.tm_mon, 11);
}
