// Variables of a thread have a value in each, and end with it, the newest first.
#include "../check.h"
#include <mutex>
#include <string>
#include <thread>
#include <vector>

static std::mutex mutex;
static std::string log;

struct Noted {
	char name;
	explicit Noted(char name) : name(name)
	{
		std::lock_guard lock(mutex);
		log += name;
	}
	~Noted()
	{
		std::lock_guard lock(mutex);
		log += static_cast<char>(name - 'a' + 'A');
	}
};

static thread_local Noted first('a');
static thread_local std::vector<int> numbers = {1, 2, 3};
thread_local int plain = 5;

int main()
{
	std::thread([] {
		CHECK_EQ(first.name, 'a');
		static thread_local Noted second('b');
		CHECK_EQ(second.name, 'b');
		numbers.push_back(4);
		plain = 6;
	}).join();
	CHECK_STR(log.c_str(), "abBA");
	CHECK_EQ(numbers.size(), 3);
	CHECK_EQ(plain, 5);
	log.clear();
	for (int i = 0; i < 3; i++) {
		std::thread([] {
			CHECK_EQ(plain, 5);
			plain++;
			CHECK_EQ(first.name, 'a');
		}).join();
	}
	CHECK_STR(log.c_str(), "aAaAaA");
}
