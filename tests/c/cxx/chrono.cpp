// <chrono>: clocks go forward, durations convert, and the calendar knows leap years.
#include "../check.h"
#include <chrono>
#include <ratio>
#include <thread>

int main()
{
	using namespace std::chrono;
	auto start = steady_clock::now();
	std::this_thread::sleep_for(milliseconds(20));
	auto passed = steady_clock::now() - start;
	CHECK(passed >= milliseconds(20) && passed < seconds(20));
	CHECK(steady_clock::is_steady);
	auto now = system_clock::now();
	CHECK(system_clock::to_time_t(now) > 1700000000);
	CHECK(system_clock::from_time_t(system_clock::to_time_t(now)) <= now);
	CHECK_EQ(duration_cast<milliseconds>(hours(1) + seconds(1)).count(), 3601000);
	CHECK_EQ(floor<seconds>(milliseconds(-1)).count(), -1);
	CHECK_EQ(round<seconds>(milliseconds(1500)).count(), 2);

	constexpr year_month_day leap = 2024y / February / 29;
	static_assert(leap.ok() && !(2023y / February / 29).ok());
	CHECK_EQ(sys_days(leap).time_since_epoch().count(), 19782);
	CHECK(weekday(leap) == Thursday);
	CHECK(year_month_day(2024y / February / last) == leap);
	CHECK(year_month_day(sys_days(leap) + days(1)) == 2024y / March / 1);
	hh_mm_ss time(seconds(3725));
	CHECK_EQ(time.hours().count(), 1);
	CHECK_EQ(time.minutes().count(), 2);
	CHECK_EQ(time.seconds().count(), 5);
}
