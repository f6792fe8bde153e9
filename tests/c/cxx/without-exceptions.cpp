// -fno-exceptions: neither the program nor the library has any trace of exceptions, and the
// library works.
#include "../check.h"
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

struct Shape {
	virtual ~Shape() = default;
	virtual std::string name() const = 0;
};
struct Circle : Shape {
	std::string name() const override { return "circle"; }
};

int main()
{
	std::map<std::string, std::vector<int>> numbers;
	std::istringstream in("a 1 b 2 a 3");
	std::string key;
	for (int number; in >> key >> number;) numbers[key].push_back(number);
	CHECK_EQ(numbers["a"].size(), 2);
	std::unique_ptr<Shape> shape = std::make_unique<Circle>();
	CHECK(dynamic_cast<Circle *>(shape.get()) != nullptr);
	std::cout << shape->name() << '\n';
	{
		std::ofstream out("file");
		out << "text";
	}
	std::error_code error;
	CHECK_EQ(std::filesystem::file_size("file", error), 4);
	CHECK(!error);
	std::mutex mutex;
	std::lock_guard<std::mutex> lock(mutex);
	thread_local std::string local = "thread_local";
	std::cout << local << '\n';
}
