// Time zones, from the database in /usr/share/zoneinfo: names, links, TZ, and local times that do
// not exist or exist twice.
#include "../check.h"
#include <chrono>
#include <format>
#include <stdexcept>

using namespace std::chrono;

int main()
{
	CHECK(get_tzdb().version == "2026test");
	const time_zone *berlin = locate_zone("Europe/Berlin");
	CHECK(berlin == current_zone());
	CHECK(locate_zone("UTC")->name() == "Etc/UTC");

	auto at = [&](sys_days day) {
		return std::format("{:%F %T %Z %z}", zoned_time(berlin, sys_seconds(day) + 12h));
	};
	CHECK(at(2026y / January / 15) == "2026-01-15 13:00:00 CET +0100");
	CHECK(at(2026y / July / 15) == "2026-07-15 14:00:00 CEST +0200");
	CHECK(at(1890y / January / 1) == "1890-01-01 12:53:28 LMT +0053");

	bool failed = false;
	try {
		(void)berlin->to_sys(local_days(2026y / March / 29) + 2h + 30min);
	} catch (const nonexistent_local_time &) {
		failed = true;
	}
	CHECK(failed);
	failed = false;
	auto twice = local_days(2026y / October / 25) + 2h + 30min;
	try {
		(void)berlin->to_sys(twice);
	} catch (const ambiguous_local_time &) {
		failed = true;
	}
	CHECK(failed);
	CHECK(berlin->to_sys(twice, choose::latest) - berlin->to_sys(twice, choose::earliest) == 1h);

	failed = false;
	try {
		(void)locate_zone("Mars/Base");
	} catch (const std::runtime_error &) {
		failed = true;
	}
	CHECK(failed);
}
